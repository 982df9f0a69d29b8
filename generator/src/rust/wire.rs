//! Types of a crate to schemas: structs and enums as serde writes or reads them, aliases and newtypes followed.

use std::collections::{BTreeSet, HashMap};

use syn::{Field, Fields, GenericArgument, Item, ItemEnum, ItemStruct, PathArguments, Type, TypePath};

use super::enum_texts::EnumTexts;
use super::known_types::{KnownType, NATIVE, known};
use super::literal;
use super::serde_attributes::{Direction, SerdeAttributes, renamed};
use super::tree::{ItemId, Tree};
use crate::model::{Enum, EnumValue, Format, Object, Property, Schema, Why};

/// A type on the wire.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WireType {
    pub(super) schema: Schema,
    pub(super) format: Option<Format>,
    /// Whether it is an `Option`.
    pub(super) optional: bool,
}

impl WireType {
    pub(super) fn of(schema: Schema) -> Self {
        Self { schema, format: None, optional: false }
    }

    /// A type of which nothing is known.
    pub(super) fn any() -> Self {
        Self::of(Schema::Any)
    }
}

/// What generic parameters stand for.
pub(super) type Generics = HashMap<String, WireType>;

/// More types within types than any body has.
const DEEPEST: usize = 16;

/// Lowers types of one direction. What it could not read, and why, is noted by item.
pub(super) struct WireTypes<'t> {
    tree: &'t Tree,
    direction: Direction,
    /// The types that are being lowered: one that holds itself is any JSON in itself.
    open: Vec<ItemId>,
    done: HashMap<(ItemId, bool), WireType>,
    /// What enums are that are sent as texts of the crate's own.
    texts: EnumTexts,
    /// The items that could not be read, each with the reason.
    pub(super) notes: BTreeSet<(ItemId, &'static str)>,
}

impl<'t> WireTypes<'t> {
    pub(super) fn new(tree: &'t Tree, direction: Direction) -> Self {
        Self {
            tree,
            direction,
            open: Vec::new(),
            done: HashMap::new(),
            texts: EnumTexts::of(tree),
            notes: BTreeSet::new(),
        }
    }

    /// What a type is that is written in a module.
    pub(super) fn of_type(&mut self, module: usize, ty: &Type, generics: &Generics) -> WireType {
        match ty {
            Type::Reference(it) => self.of_type(module, &it.elem, generics),
            Type::Paren(it) => self.of_type(module, &it.elem, generics),
            Type::Group(it) => self.of_type(module, &it.elem, generics),
            Type::Slice(it) => self.list(module, &it.elem, generics),
            Type::Array(it) => self.list(module, &it.elem, generics),
            Type::Tuple(it) if !it.elems.is_empty() => {
                WireType::of(Schema::Array { items: Box::new(Schema::Any) })
            }
            Type::Path(it) if it.qself.is_none() => self.of_path(module, it, generics),
            _ => WireType::any(),
        }
    }

    fn list(&mut self, module: usize, item: &Type, generics: &Generics) -> WireType {
        let inner = self.of_type(module, item, generics);
        let schema = Schema::Array { items: Box::new(inner.schema) };
        WireType { schema, format: inner.format, optional: false }
    }

    fn of_path(&mut self, module: usize, ty: &TypePath, generics: &Generics) -> WireType {
        let Some(last) = ty.path.segments.last() else { return WireType::any() };
        let name = last.ident.to_string();
        if ty.path.segments.len() == 1
            && let Some(typed) = generics.get(&name)
        {
            return typed.clone();
        }
        let arguments: Vec<&Type> = match &last.arguments {
            PathArguments::AngleBracketed(it) => it.args.iter().filter_map(as_type).collect(),
            _ => Vec::new(),
        };
        if let Some(item) = self.tree.resolve(module, &ty.path) {
            let inner: Vec<WireType> =
                arguments.iter().map(|it| self.of_type(module, it, generics)).collect();
            return self.of_item(item, inner);
        }
        self.of_known(module, &name, &arguments, generics)
    }

    fn of_known(&mut self, module: usize, name: &str, arguments: &[&Type], generics: &Generics) -> WireType {
        let Some(known) = known(name) else { return WireType::any() };
        let mut inner = |index: usize| match arguments.get(index) {
            Some(ty) => self.of_type(module, ty, generics),
            None => WireType::any(),
        };
        match known {
            KnownType::Text(format) => WireType { format, ..WireType::of(Schema::String) },
            KnownType::Boolean => WireType::of(Schema::Boolean { encoding: NATIVE }),
            KnownType::Integer => WireType::of(Schema::Integer { encoding: NATIVE }),
            KnownType::Number => WireType::of(Schema::Number { encoding: NATIVE }),
            KnownType::Any => WireType::any(),
            KnownType::Same => inner(0),
            KnownType::Optional => WireType { optional: true, ..inner(0) },
            KnownType::List => {
                let item = inner(0);
                WireType {
                    format: item.format,
                    ..WireType::of(Schema::Array { items: Box::new(item.schema) })
                }
            }
            // `serde_json::Map` names its types too
            KnownType::Map => {
                let values = if arguments.len() > 1 { inner(1) } else { WireType::any() };
                WireType {
                    format: values.format,
                    ..WireType::of(Schema::Map { values: Box::new(values.schema) })
                }
            }
        }
    }

    /// What an item of the crate is, with types for its generic parameters.
    pub(super) fn of_item(&mut self, id: ItemId, arguments: Vec<WireType>) -> WireType {
        if self.open.contains(&id) || self.open.len() >= DEEPEST {
            return WireType::any();
        }
        let plain = (id, self.open.is_empty());
        if arguments.is_empty()
            && let Some(typed) = self.done.get(&plain)
        {
            return typed.clone();
        }
        let is_generic = !arguments.is_empty();
        self.open.push(id);
        let tree = self.tree;
        let typed = match tree.item(id) {
            Some(Item::Type(it)) => {
                let generics = named(&it.generics, arguments);
                self.of_type(id.module, &it.ty, &generics)
            }
            Some(Item::Struct(it)) => {
                let generics = named(&it.generics, arguments);
                self.of_struct(id, it, &generics)
            }
            Some(Item::Enum(it)) => self.of_enum(id, it),
            _ => WireType::any(),
        };
        self.open.pop();
        if !is_generic {
            self.done.insert(plain, typed.clone());
        }
        typed
    }

    /// Whether serde's own derive writes or reads an item. If not, why is noted.
    fn is_derived(&mut self, id: ItemId, attributes: &[syn::Attribute], name: &str) -> bool {
        let wanted = match self.direction {
            Direction::Sent => "Serialize",
            Direction::Received => "Deserialize",
        };
        if literal::derives(attributes, wanted) {
            return true;
        }
        let by_hand = self.tree.items().any(|(of, _, item)| match item {
            Item::Impl(it) => {
                let is_it = it.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                is_it.is_some_and(|last| last.ident == wanted)
                    && super::syntax::type_name(&it.self_ty).is_some_and(|own| own == name)
                    && super::syntax::type_path(&it.self_ty)
                        .and_then(|path| self.tree.resolve(of.module, path))
                        == Some(id)
            }
            _ => false,
        });
        let why = match (by_hand, self.direction) {
            (true, Direction::Sent) => "hand-written Serialize",
            (true, Direction::Received) => "hand-written Deserialize",
            (false, Direction::Sent) => "does not derive Serialize",
            (false, Direction::Received) => "does not derive Deserialize",
        };
        self.notes.insert((id, why));
        false
    }

    fn of_struct(&mut self, id: ItemId, it: &ItemStruct, generics: &Generics) -> WireType {
        let name = it.ident.to_string();
        let serde = SerdeAttributes::of(&it.attrs, self.direction);
        if serde.by_hand || !self.is_derived(id, &it.attrs, &name) {
            return WireType::any();
        }
        if let Some(ty) = &serde.as_type {
            return self.of_type(id.module, ty, generics);
        }
        match &it.fields {
            Fields::Named(fields) if serde.transparent && fields.named.len() == 1 => fields
                .named
                .first()
                .map_or_else(WireType::any, |it| self.of_type(id.module, &it.ty, generics)),
            Fields::Named(fields) => {
                let fields: Vec<&Field> = fields.named.iter().collect();
                WireType::of(self.object(id.module, &name, &fields, &serde, generics))
            }
            Fields::Unnamed(fields) => match fields.unnamed.first() {
                Some(only) if fields.unnamed.len() == 1 => self.of_type(id.module, &only.ty, generics),
                _ => WireType::of(Schema::Array { items: Box::new(Schema::Any) }),
            },
            Fields::Unit => WireType::any(),
        }
    }

    /// The object of named fields.
    pub(super) fn object(
        &mut self,
        module: usize,
        name: &str,
        fields: &[&Field],
        container: &SerdeAttributes,
        generics: &Generics,
    ) -> Schema {
        let mut object = Object { name: name.to_owned(), properties: Vec::new(), evidence: Vec::new() };
        for field in fields {
            let serde = SerdeAttributes::of(&field.attrs, self.direction);
            if serde.skip {
                continue;
            }
            if serde.flatten {
                let inner = self.of_type(module, &field.ty, generics);
                match inner.schema {
                    Schema::Object(inner) => object.properties.extend(inner.properties),
                    // whatever it holds may be there too
                    _ => object.properties.extend(open_property(self.tree.evidence(module, *field))),
                }
                continue;
            }
            object.properties.push(self.property(module, field, &serde, container, generics));
        }
        Schema::Object(object)
    }

    fn property(
        &mut self,
        module: usize,
        field: &Field,
        serde: &SerdeAttributes,
        container: &SerdeAttributes,
        generics: &Generics,
    ) -> Property {
        let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let plain = ident.trim_start_matches("r#");
        let name =
            serde.rename.clone().unwrap_or_else(|| renamed(plain, container.rename_all.as_deref(), false));
        let typed = match &serde.as_type {
            _ if serde.by_hand => WireType { optional: true, ..WireType::any() },
            Some(ty) => self.of_type(module, ty, generics),
            None => self.of_type(module, &field.ty, generics),
        };
        let is_default = serde.default || container.default;
        let (required, nullable) = match self.direction {
            Direction::Sent => (!serde.skip_if, typed.optional && !serde.skip_if),
            Direction::Received => (!typed.optional && !is_default, typed.optional),
        };
        let mut property = property(name, typed, required, vec![self.tree.evidence(module, field)]);
        property.nullable = nullable;
        property.ident = ident;
        // other names that are read are kept where a model keeps listed texts of a field
        property.descriptions = serde.aliases.clone();
        property
    }

    fn of_enum(&mut self, id: ItemId, it: &ItemEnum) -> WireType {
        let name = it.ident.to_string();
        let serde = SerdeAttributes::of(&it.attrs, self.direction);
        for repr in ["Serialize_repr", "Deserialize_repr"] {
            if literal::derives(&it.attrs, repr) {
                return WireType::of(Schema::Integer { encoding: NATIVE });
            }
        }
        if let Some(values) = self.texts.get(id).filter(|_| self.direction == Direction::Sent)
            && !literal::derives(&it.attrs, "Serialize")
        {
            return WireType::of(Schema::Enum(Enum { name, values: values.to_vec() }));
        }
        if serde.by_hand || !self.is_derived(id, &it.attrs, &name) {
            return WireType::any();
        }
        if let Some(ty) = &serde.as_type {
            return self.of_type(id.module, ty, &Generics::new());
        }
        let mut values = Vec::new();
        for variant in &it.variants {
            let own = SerdeAttributes::of(&variant.attrs, self.direction);
            if own.other || own.untagged {
                // any other value is read as well
                return WireType::of(if serde.tag.is_some() { Schema::Any } else { Schema::String });
            }
            if own.skip {
                continue;
            }
            let ident = variant.ident.to_string();
            let value = own.rename.unwrap_or_else(|| renamed(&ident, serde.rename_all.as_deref(), true));
            for value in own.aliases.into_iter().chain([value]) {
                values.push(EnumValue { value, name: ident.clone() });
            }
        }
        let listed = Schema::Enum(Enum { name: name.clone(), values });
        let evidence = vec![self.tree.evidence(id.module, &it.ident)];
        match &serde.tag {
            Some(tag) => {
                let mut properties =
                    vec![property(tag.clone(), WireType::of(listed), true, evidence.clone())];
                properties.extend(open_property(self.tree.evidence(id.module, &it.ident)));
                WireType::of(Schema::Object(Object { name, properties, evidence }))
            }
            None if !serde.untagged && it.variants.iter().all(|it| it.fields.is_empty()) => {
                WireType::of(listed)
            }
            None => WireType::any(),
        }
    }
}

/// The name of the property that stands for any others.
pub(crate) const OPEN: &str = "*";

/// A property that stands for others of any name.
fn open_property(evidence: crate::model::Evidence) -> Option<Property> {
    Some(property(OPEN.to_owned(), WireType::any(), false, vec![evidence]))
}

/// A property with nothing but its type.
pub(super) fn property(
    name: String,
    typed: WireType,
    required: bool,
    evidence: Vec<crate::model::Evidence>,
) -> Property {
    Property {
        path: name.clone(),
        ident: name.clone(),
        name,
        schema: typed.schema,
        format: typed.format,
        required,
        why: Why::Stated,
        evidence,
        ..Property::default()
    }
}

/// The generic parameters of an item, by name.
fn named(generics: &syn::Generics, arguments: Vec<WireType>) -> Generics {
    generics.type_params().map(|it| it.ident.to_string()).zip(arguments).collect()
}

fn as_type(argument: &GenericArgument) -> Option<&Type> {
    match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}
