//! The classes of change, as a table: what each means on the wire, and for the public API of the client.

/// What a change means for a client of the older docs that talks to the service of the newer ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// It goes on as before.
    Compatible,
    /// It depends on what the service does.
    MayBreak,
    /// Its calls fail, or it cannot read the answers.
    Breaks,
}

impl Wire {
    /// As machines read it: `fine`, `may-break`, `breaks`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "fine",
            Self::MayBreak => "may-break",
            Self::Breaks => "breaks",
        }
    }

    /// As people read it: `compatible`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            _ => self.name(),
        }
    }
}

/// How much the client's version has to go up, by the rules of semantic versioning from 1.0 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing that the client is made of changed: docs only.
    None,
    /// Nothing that its callers name changed.
    Patch,
    /// There is more to name.
    Minor,
    /// Something that callers name is gone, or is another thing.
    Major,
}

impl Bump {
    /// As machines read it: `minor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// One class of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Class {
    /// `variant-added`.
    pub name: &'static str,
    /// What it means on the wire, unless its rule says otherwise.
    pub wire: Wire,
    /// What it means for the client's version, unless its rule says otherwise.
    pub bump: Bump,
    /// One line: what changed.
    pub summary: &'static str,
    /// When a change of this class means something else than the columns say; empty where it always means that.
    pub unless: &'static str,
}

/// A class with what one change of it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct RatedClass {
    pub class: &'static Class,
    pub wire: Wire,
    pub bump: Bump,
}

impl From<&'static Class> for RatedClass {
    fn from(class: &'static Class) -> Self {
        Self { class, wire: class.wire, bump: class.bump }
    }
}

impl Class {
    /// A change that means something else on the wire than its class says.
    pub(super) fn on_the_wire(&'static self, wire: Wire) -> RatedClass {
        RatedClass { wire, ..self.into() }
    }

    /// A change that asks for another version than its class says.
    pub(super) fn asks(&'static self, bump: Bump) -> RatedClass {
        RatedClass { bump, ..self.into() }
    }
}

macro_rules! classes {
    ($($ident:ident $name:literal $wire:ident $bump:ident $summary:literal $(unless $unless:literal)?;)*) => {
        $(#[doc = $summary] pub static $ident: Class = Class {
            name: $name,
            wire: Wire::$wire,
            bump: Bump::$bump,
            summary: $summary,
            unless: concat!($($unless)?),
        };)*
        /// Every class.
        pub static CLASSES: &[&Class] = &[$(&$ident),*];
    };
}

classes! {
    OPERATION_REMOVED "operation-removed" Breaks Major "an operation is gone";
    OPERATION_ADDED "operation-added" Compatible Minor "an operation is new";
    METHOD_CHANGED "method-changed" Breaks Patch "an operation has another method";
    PATH_CHANGED "path-changed" Breaks Patch "an operation has another path"
        unless "major where it has more or fewer parameters in it";
    SERVER_CHANGED "server-changed" Breaks Patch "the API is at another address"
        unless "major where an address is documented for the first time, or none any more: the client asks for what it does not know";
    REQUIRED_FIELD_ADDED "required-field-added" Breaks Major "a field must be given that was not there";
    OPTIONAL_FIELD_ADDED "optional-field-added" Compatible Minor "a field can be given that was not there"
        unless "major for the first header of all calls: settings of nothing can be written out";
    OPTIONAL_TO_REQUIRED "optional-to-required" Breaks Major "a field must be given that could be left out";
    REQUIRED_TO_OPTIONAL "required-to-optional" Compatible Major "a field can be left out that had to be given";
    REQUEST_FIELD_REMOVED "request-field-removed" MayBreak Major "a field is in no sample of a request any more";
    FIELD_RENAMED "field-renamed" Breaks Major "a field has another name";
    LOCATION_CHANGED "location-changed" Breaks Major "a parameter is sent in another place";
    TYPE_CHANGED "type-changed" Breaks Major "a field has another type"
        unless "compatible where both are sent alike";
    TYPE_NARROWED "type-narrowed" Breaks Major "a field takes fewer values than it did"
        unless "compatible in a response: whoever reads more can read less";
    TYPE_WIDENED "type-widened" Compatible Major "a field takes more values than it did"
        unless "breaks in a response: whoever reads less cannot read more";
    REQUEST_ENUM_VALUE_REMOVED "request-enum-value-removed" Breaks Major "a value is not in the list any more that a request may have";
    REQUEST_ENUM_VALUE_ADDED "request-enum-value-added" Compatible Minor "a value is new in the list that a request may have";
    RESPONSE_ENUM_VALUE_ADDED "response-enum-value-added" Compatible Minor "a value is new in the list that a response may have";
    RESPONSE_FIELD_REMOVED "response-field-removed" Breaks Major "a field is in no sample of a response any more"
        unless "compatible on the wire where it could be absent";
    RESPONSE_FIELD_ADDED "response-field-added" Compatible Minor "a response has a field that was not there"
        unless "major where there was no response at all: the call gives something else";
    RESPONSE_REQUIRED_TO_OPTIONAL "response-required-to-optional" Breaks Major "a field of a response can be absent that was always there";
    MEDIA_TYPE_CHANGED "media-type-changed" Breaks Major "a body is sent, or asked for, as another media type";
    OBJECT_REMOVED "object-removed" MayBreak Major "an object that the docs define by name is not defined any more";
    OBJECT_ADDED "object-added" Compatible Minor "the docs define one more object by name";
    ERROR_REMOVED "error-removed" Compatible Major "an error is not documented any more, and its body has no type";
    ERROR_ADDED "error-added" MayBreak Minor "the body of an error is documented that was not";
    STATUS_ADDED "status-added" MayBreak Minor "an answer with a status that was not documented";
    STATUS_CHANGED "status-changed" MayBreak Minor "the answer has another status";
    PAGINATION_REMOVED "pagination-removed" Compatible Major "the docs do not show any more how the next page of a list is asked for";
    PAGINATION_ADDED "pagination-added" Compatible Minor "the docs show how the next page of a list is asked for";
    CONSTRAINT_TIGHTENED "constraint-tightened" Breaks Patch "a bound is new, or leaves less room";
    CONSTRAINT_LOOSENED "constraint-loosened" Compatible Patch "a bound leaves more room";
    CONSTANT_CHANGED "constant-changed" Breaks Patch "a fixed value is another one";
    TEMPLATE_CHANGED "template-changed" Breaks Patch "a connection string is put together otherwise"
        unless "major where a part comes or goes; compatible and minor where no pattern was documented before";
    VARIANT_ADDED "variant-added" Compatible Minor "one more shape can be given";
    VARIANT_REMOVED "variant-removed" Breaks Major "a shape cannot be given any more";
    REQUIRED_HEADER_ADDED "required-header-added" Breaks Major "a header must be sent that was not"
        unless "patch where the client sends it unasked: other calls send it already, or samples fix it";
    DEFAULT_CHANGED "default-changed" MayBreak Patch "something else is taken where a field is left out";
    DEPRECATED "deprecated" Compatible Minor "something is said to be retired";
    SUNSET_ANNOUNCED "sunset-announced" Compatible Minor "something is said to end at a date";
    NAME_CHANGED "name-changed" Compatible Major "what the client calls something follows from words that have changed";
    ORDER_CHANGED "order-changed" Compatible Major "a constructor takes what it asks for in another order, which is that of the samples";
    LIFECYCLE_CHANGED "lifecycle-changed" Compatible None "something is called more, or less, mature than it was";
    PLACEHOLDER_RENAMED "placeholder-renamed" Compatible None "a placeholder has another name";
    SAMPLE_VALUE_CHANGED "sample-value-changed" Compatible None "a sample shows another value";
    ROW_REWORDED "row-reworded" Compatible None "a row has other words, is new, or is gone while samples still have its field";
    TYPO_MENDED "typo-mended" Compatible None "a row that misspelled its field does not any more";
    TABLE_MOVED "table-moved" Compatible None "a table is elsewhere, or on no page that was read, while its fields are still there";
    PAGE_MOVED "page-moved" Compatible None "a page has another name, or is in another folder";
    PRODUCT_RENAMED "product-renamed" Compatible None "the product in the title is called otherwise";
    CONTRADICTION_ADDED "documentation-contradiction-added" MayBreak None "two places of the docs do not agree any more"
        unless "major where nothing settles it and the client has to ask its caller";
    CONTRADICTION_REMOVED "documentation-contradiction-removed" MayBreak None "two places of the docs agree again"
        unless "major where nothing had settled it and the client asked its caller";
}
