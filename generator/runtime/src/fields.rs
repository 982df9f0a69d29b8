//! A value as the fields of a form: pairs of a name and a text, or a file.
//!
//! What is within a field has the field's name before its own, `name[key]`; of a list each item is a field of the list's
//! name, which may end with `[]` already. What is absent or null is no field.

use std::fmt::Display;

use serde::ser::{self, Serialize, Serializer};

use super::body::Body;
use super::error::RequestError;
use super::file::{FILE, File};
use super::secret::Secret;

/// One field.
pub(super) struct ObjectField {
    pub(super) name: String,
    pub(super) content: Content,
}

/// What a field holds.
pub(super) enum Content {
    Text(Secret),
    File(File),
}

/// The fields of `value`, which is an object.
///
/// # Errors
/// A part of it is no object, text or file. The error has the path to it and no value.
pub(super) fn fields(value: &(impl Serialize + ?Sized)) -> Result<Vec<ObjectField>, RequestError> {
    let mut fields = Vec::new();
    value.serialize(Writer { name: String::new(), fields: &mut fields })?;
    Ok(fields)
}

impl ser::Error for RequestError {
    fn custom<T: Display>(_: T) -> Self {
        Self::Encode { path: ".".to_owned() }
    }
}

/// Writes one value under a name.
struct Writer<'a> {
    name: String,
    fields: &'a mut Vec<ObjectField>,
}

impl Writer<'_> {
    fn text(self, text: impl Into<Secret>) -> Result<(), RequestError> {
        self.content(Content::Text(text.into()))
    }

    fn content(self, content: Content) -> Result<(), RequestError> {
        if self.name.is_empty() {
            return Err(self.fault());
        }
        self.fields.push(ObjectField { name: self.name, content });
        Ok(())
    }

    fn fault(self) -> RequestError {
        RequestError::Encode { path: if self.name.is_empty() { ".".to_owned() } else { self.name } }
    }
}

impl<'a> Writer<'a> {
    fn members(self, is_file: bool) -> Members<'a> {
        Members { name: self.name, key: String::new(), is_file, file: Vec::new(), fields: self.fields }
    }
}

/// Writes the members of an object, or the items of a list.
pub(super) struct Members<'a> {
    name: String,
    key: String,
    is_file: bool,
    /// The parts of a file.
    file: Vec<ObjectField>,
    fields: &'a mut Vec<ObjectField>,
}

impl Members<'_> {
    fn member(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), RequestError> {
        let name = if self.name.is_empty() || self.is_file {
            key.to_owned()
        } else {
            format!("{}[{key}]", self.name)
        };
        let fields = if self.is_file { &mut self.file } else { &mut *self.fields };
        value.serialize(Writer { name, fields })
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), RequestError> {
        let from = self.fields.len();
        value.serialize(Writer { name: self.name.clone(), fields: self.fields })?;
        // an item that has fields of its own is set apart from the next by the mark of a list
        let own = format!("{}[", self.name);
        for field in self.fields.iter_mut().skip(from).filter(|_| !self.name.ends_with("[]")) {
            if let Some(key) = field.name.strip_prefix(&own) {
                field.name = format!("{}[][{key}", self.name);
            }
        }
        Ok(())
    }

    fn ended(self) -> Result<(), RequestError> {
        if !self.is_file {
            return Ok(());
        }
        let mut file = File::new("", Vec::new());
        for ObjectField { name, content } in self.file {
            match (name.as_str(), content) {
                ("name", Content::Text(text)) => text.expose().clone_into(&mut file.name),
                ("media_type", Content::Text(text)) => text.expose().clone_into(&mut file.media_type),
                (_, Content::File(held)) => file.content = held.content,
                (_, Content::Text(_)) => {}
            }
        }
        Writer { name: self.name, fields: self.fields }.content(Content::File(file))
    }
}

macro_rules! texts {
    ($($method:ident($ty:ty)),*) => {
        $(fn $method(self, value: $ty) -> Result<(), RequestError> {
            self.text(value.to_string())
        })*
    };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = RequestError;
    type SerializeSeq = Members<'a>;
    type SerializeTuple = Members<'a>;
    type SerializeTupleStruct = Members<'a>;
    type SerializeTupleVariant = ser::Impossible<(), RequestError>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = ser::Impossible<(), RequestError>;

    texts!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_str(&str)
    );

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), RequestError> {
        let content = Body::from(bytes.to_vec());
        self.content(Content::File(File { content, ..File::new("file", Vec::new()) }))
    }

    fn serialize_none(self) -> Result<(), RequestError> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), RequestError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), RequestError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), RequestError> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), RequestError> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        self.members(false).member(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'a>, RequestError> {
        if self.name.is_empty() { Err(self.fault()) } else { Ok(self.members(false)) }
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'a>, RequestError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, RequestError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, RequestError> {
        Err(self.fault())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a>, RequestError> {
        Ok(self.members(false))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Members<'a>, RequestError> {
        Ok(self.members(name == FILE))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, RequestError> {
        Err(self.fault())
    }
}

macro_rules! items {
    ($($kind:ident::$method:ident),*) => {
        $(impl ser::$kind for Members<'_> {
            type Ok = ();
            type Error = RequestError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), RequestError> {
                self.item(value)
            }

            fn end(self) -> Result<(), RequestError> {
                self.ended()
            }
        })*
    };
}

items!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field
);

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = RequestError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), RequestError> {
        let mut keys = Vec::new();
        key.serialize(Writer { name: "key".to_owned(), fields: &mut keys })?;
        match keys.pop().map(|field| field.content) {
            Some(Content::Text(key)) => key.expose().clone_into(&mut self.key),
            _ => return Err(RequestError::Encode { path: self.name.clone() }),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), RequestError> {
        let key = std::mem::take(&mut self.key);
        self.member(&key, value)
    }

    fn end(self) -> Result<(), RequestError> {
        self.ended()
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = RequestError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        self.member(key, value)
    }

    fn end(self) -> Result<(), RequestError> {
        self.ended()
    }
}
