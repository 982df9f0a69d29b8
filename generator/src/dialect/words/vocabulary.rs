//! The words that a dialect knows, by what they say: what a lexicon is, and what a dialect's file adds to it.

use std::collections::HashSet;

use crate::dialect::Phrases;
use crate::dialect::words::word_lists::{WordLists, word_lists};

word_lists! {
    /// Words, by what they say.
    Vocabulary {
        /// What a table's columns are headed.
        columns: Columns = "columns",
        /// Words of headings, bold lines and sentences that say what follows them.
        labels: LabelWords = "labels",
        /// Words that say how mature something is. A longer phrase is safer than a word.
        lifecycle: LifecycleWords = "lifecycle",
        /// Words that name a type.
        types: TypeWords = "types",
        /// Words before the least and the most that a value may be, in small letters.
        bounds: BoundWords = "bounds",
        /// Words in a description, or in a column, that say that a field may be left out.
        optional: Phrases = "optional",
        /// Words that say whether a field must be given.
        requirement: RequirementWords = "requirement",
        /// Words of sentences that say which request to send where: ``Send a POST request to `/things` ``.
        requests: SentenceWords = "requests",
        /// Words before a code span that is one of many: `for example`.
        examples: Phrases = "examples",
        /// Words before a list of all values that there are.
        listed: ListWords = "listed",
        /// Words right before a default in a code span, and words that stand for none.
        defaults: DefaultWords = "defaults",
        /// Last words of properties that hold sentences for people: a translation may translate them.
        free_text: Phrases = "free-text",
        /// How dates are written.
        dates: DateWords = "dates",
        /// What a column of what must be given says of a field that must,
        yes: Phrases = "yes",
        /// What a column of what must be given says of a field that need not.
        no: Phrases = "no",
        /// What such a column says of a field that must be given in some cases.
        sometimes: Phrases = "sometimes",
        /// Words of a parameter's name that say that it holds several segments of a path.
        paths: Phrases = "paths",
        /// How a property that tells variants apart is called where only one variant is seen.
        variants: Phrases = "variants",
        /// Names that a service gives what it answers: JSON with one of these that no label speaks of is no request.
        answered: Phrases = "answered",
        /// Properties that are beside a fixed identifier and are fixed with it.
        fixed_with: Phrases = "fixed-with",
        /// What the scheme of authentication is called that takes a name and a password.
        basic: Phrases = "basic-authentication",
        /// Headings that name an operation: a verb, then words up to one of `stop`.
        operations: OperationWords = "operations",
    }
}

word_lists! {
    /// What columns are headed.
    Columns {
        /// Of the names of fields.
        name: Phrases = "name",
        /// Of what fields mean.
        description: Phrases = "description",
        /// Of types.
        kind: Phrases = "type",
        /// Of what must be given.
        required: Phrases = "required",
        /// Of what may be left out.
        optional: Phrases = "optional",
        /// Of values as examples.
        example: Phrases = "example",
        /// Of what is taken where nothing is given.
        default: Phrases = "default",
        /// Words of a header that is several: `Query parameter`, `Property name`.
        names: Phrases = "names",
        /// Of where a field is sent.
        location: Phrases = "location",
        /// Of what may be `null`.
        nullable: Phrases = "nullable",
        /// Of an operation's method.
        method: Phrases = "method",
        /// Of an operation's path.
        path: Phrases = "path",
    }
}

word_lists! {
    /// Words of labels.
    LabelWords {
        /// What is answered: `Response`.
        answers: Phrases = "answers",
        /// What is answered where something went wrong: `Errors`.
        errors: Phrases = "errors",
        /// Words of a label that is about successes too.
        successes: Phrases = "successes",
        /// What is sent as a whole: `Request`, `Payload`.
        sends: Phrases = "sends",
        /// What is sent, field by field: `Parameters`.
        parameters: Phrases = "parameters",
        /// Fields, whether they are sent or answered: `Attributes`.
        fields: Phrases = "fields",
        /// Objects that are defined by name: `Resources`.
        objects: Phrases = "objects",
        /// Fields of the path.
        path: Phrases = "path",
        /// Fields of the query string.
        query: Phrases = "query",
        /// Headers.
        header: Phrases = "header",
        /// Cookies.
        cookie: Phrases = "cookie",
        /// Fields of the body.
        body: Phrases = "body",
        /// Fields of a form.
        form: Phrases = "form",
        /// The line that names an operation: `HTTP request`.
        lines: Phrases = "lines",
        /// Words before an operation that is documented elsewhere: `See also: GET /things`.
        elsewhere: Phrases = "elsewhere",
        /// Examples.
        examples: Phrases = "examples",
        /// Words that may be beside these in a label.
        beside: Phrases = "beside",
        /// What a body is written in: `JSON response`.
        formats: Phrases = "formats",
        /// Words after which a label names what it is for: `Parameters for …`.
        ends: Phrases = "ends",
        /// Words that begin a sentence about all fields: `All parameters are optional.`
        all_of: Phrases = "all-of",
        /// Words after a field's name that say what it is for.
        purposes: Phrases = "purposes",
        /// Words behind the parameters of a sentence that say what these do: `can be used to filter the response`.
        uses: Phrases = "uses",
        /// Fields of the URL: of the path if that has them, else of the query string.
        url: Phrases = "url",
        /// Words of a sentence that says what is sent: `you can pass`.
        passes: Phrases = "passes",
        /// Words of a sentence that point at what follows it: `these`.
        points: Phrases = "points",
        /// Words of a sentence that says what the service sends to its user: `to your URL`.
        to_user: Phrases = "to-user",
        /// What a body in code is called right before it, where a label says whether it is answered: `Content`.
        contents: Phrases = "contents",
        /// Words before the status of an answer: `status code`.
        statuses: Phrases = "statuses",
        /// Words right before the status that a label begins with: `Status 404: no such thing`.
        status_words: Phrases = "status-words",
        /// What a thing has, as a sentence calls it that brings in what is answered: `The fields of each kite are:`.
        held: Phrases = "held",
        /// Words of such a sentence that make it one about what is sent: `filter`.
        given: Phrases = "given",
        /// Titles of pages and sections about programs: what they document is no part of an API.
        programs: Phrases = "programs",
        /// Titles of pages and sections that say what changed.
        history: Phrases = "history",
    }
}

word_lists! {
    /// Words that say how mature something is.
    LifecycleWords {
        /// It may still change.
        beta: Phrases = "beta",
        /// It is to end.
        deprecated: Phrases = "deprecated",
        /// In a heading's mark alone: it is to end, or has: `(removed)`.
        marks: Phrases = "marks",
        /// What a sentence calls an operation by: `this endpoint`.
        subjects: Phrases = "subjects",
        /// The word right before what says so: `is`, `been`.
        links: Phrases = "links",
        /// What may follow a sentence's first word that says so: `Deprecated since`.
        behind: Phrases = "behind",
        /// A sentence with one of these is about another thing than the one that it is written at.
        others: Phrases = "others",
        /// Words of a sentence whose date is the end.
        ends: Phrases = "ends",
        /// Words of a sentence whose date is the beginning.
        since: Phrases = "since",
    }
}

word_lists! {
    /// Words that name a type.
    TypeWords {
        /// In a description: a boolean.
        boolean: Phrases = "boolean",
        /// In a description: an integer.
        integer: Phrases = "integer",
        /// In a description: an array.
        array: Phrases = "array",
        /// What a description of an object begins with.
        object: Phrases = "object",
        /// In a description, of what may be sent as a string all the same: `port number`.
        meaning_integer: Phrases = "meaning-integer",
        /// In a column of types alone: a number.
        column_number: Phrases = "column-number",
        /// In a column of types alone: a string.
        column_string: Phrases = "column-string",
        /// In a column of types alone: an object.
        column_object: Phrases = "column-object",
        /// Where a type is stated: a string.
        strings: Phrases = "strings",
        /// Where a type is stated: an integer.
        integers: Phrases = "integers",
        /// Where a type is stated: a number.
        numbers: Phrases = "numbers",
        /// Where a type is stated: a boolean.
        booleans: Phrases = "booleans",
        /// Where a type is stated: an object.
        objects: Phrases = "objects",
        /// Where a type is stated: an object whose keys are data.
        maps: Phrases = "maps",
        /// What the names of types of two arguments end with that are maps: `Record<string, integer>`.
        map_types: Phrases = "map-types",
        /// The types of keys that no field is called: `{string: integer}`.
        map_keys: Phrases = "map-keys",
        /// Where a type is stated: an array.
        lists: Phrases = "lists",
        /// Where a type is stated: `null`.
        null: Phrases = "null",
        /// In a description: the value may be `null`.
        nullable: Phrases = "nullable",
        /// In a description: words with one of these in them, of a value that may not.
        not_null: Phrases = "not-null",
        /// Between an array and its items: `list of strings`.
        of: Phrases = "of",
        /// Words that may be beside those of a type.
        beside: Phrases = "beside",
        /// Words that name a format, where a type is stated.
        formats: FormatWords = "formats",
    }
}

word_lists! {
    /// Words that name a format, where a type is stated.
    FormatWords {
        /// `2025-06-30`.
        date: Phrases = "date",
        /// `2025-06-30T12:00:00Z`.
        date_time: Phrases = "date-time",
        /// A UUID.
        uuid: Phrases = "uuid",
        /// A URI.
        uri: Phrases = "uri",
        /// An address of e-mail.
        email: Phrases = "email",
        /// Bytes.
        binary: Phrases = "binary",
        /// An integer of 32 bits.
        int32: Phrases = "int32",
        /// An integer of 64 bits.
        int64: Phrases = "int64",
    }
}

word_lists! {
    /// Words that say whether a field must be given.
    RequirementWords {
        /// It must, where the word is by itself: in brackets, or at the beginning with a stop behind it.
        required: Phrases = "required",
        /// It may be left out.
        optional: Phrases = "optional",
        /// It must in some cases: `required if`.
        conditional: Phrases = "conditional",
        /// Words of a sentence that says how fields are marked that are so: `required ones have an asterisk`.
        marks: Phrases = "marks",
        /// One of these in a sentence with one of `needs` says so too.
        cases: Phrases = "cases",
        /// See `cases`.
        needs: Phrases = "needs",
        /// Words that say of a field that another may be given in its place: `mutually exclusive`.
        exclusive: Phrases = "exclusive",
        /// Words before the names of fields of which one must be given: `either`.
        either: Phrases = "either",
        /// What is before one of these words in a sentence that says so: `is`.
        subjects: Phrases = "subjects",
        /// What is behind it where the sentence goes on: `and`.
        joints: Phrases = "joints",
        /// What is before it at the beginning of a description of the value itself: `An optional note`.
        articles: Phrases = "articles",
    }
}

impl LabelWords {
    /// The words that a label may be made of.
    pub(in crate::dialect) fn words(&self) -> HashSet<String> {
        let lists = [
            &self.answers,
            &self.errors,
            &self.successes,
            &self.sends,
            &self.parameters,
            &self.fields,
            &self.objects,
            &self.path,
            &self.query,
            &self.header,
            &self.cookie,
            &self.body,
            &self.form,
            &self.lines,
            &self.examples,
            &self.url,
            &self.beside,
            &self.formats,
        ];
        lists.into_iter().flat_map(|phrases| phrases.with_words()).map(str::to_owned).collect()
    }
}

word_lists! {
    /// Words of sentences that name operations.
    SentenceWords {
        /// What a request is called beside its method: `a POST request`, `une requête POST`. A hyphen between them is a blank:
        /// `POST-Anfrage`.
        nouns: Phrases = "nouns",
        /// The word between that and the path: `to`.
        to: Phrases = "to",
        /// The word right behind the request where the sentence says first what is sent: ``a POST request with `a=1` to``.
        with: Phrases = "with",
        /// Words of a sentence that says which methods a path does not have: `not`.
        denials: Phrases = "denials",
    }
}

word_lists! {
    /// Words before a list of all values that a field can have.
    ListWords {
        /// `one of`, `allowed values`.
        before: Phrases = "before",
        /// Words after which one value is a whole list: `only supported`.
        before_one: Phrases = "before-one",
        /// What is before a list and a colon by itself: `values`.
        alone: Phrases = "alone",
        /// Words right before values with which the sentence ends, and which leave the choice: `can be`.
        offers: Phrases = "offers",
        /// Words right before the one value that a field has: `always`.
        fixed: Phrases = "fixed",
        /// Words behind it that do not make it another one elsewhere: `for this call`.
        fixed_for: Phrases = "fixed-for",
        /// The word before a value in `only … is supported`,
        only: Phrases = "only",
        /// and the words behind it that end the sentence.
        only_ends: Phrases = "only-ends",
        /// Words between values, and between names, methods and paths that are listed.
        between: Phrases = "between",
        /// Those of them that leave the choice: `or`.
        choice: Phrases = "choice",
        /// Words of a sentence that lists some values only, or those of something else.
        not_all: Phrases = "not-all",
    }
}

word_lists! {
    /// Words before a default, and words in its place.
    DefaultWords {
        /// `defaults to`.
        before: Phrases = "before",
        /// `Default`, where a sentence has nothing else before the value.
        alone: Phrases = "alone",
        /// Words in place of a default that say that there is none.
        none: Phrases = "none",
    }
}

word_lists! {
    /// How dates are written.
    DateWords {
        /// For each month, from January on, its names.
        months: Vec<Phrases> = "months",
        /// What may be between the numbers of a date, year first.
        between_numbers: Vec<char> = "between-numbers",
    }
}

word_lists! {
    /// Words before the least and the most that a value may be.
    BoundWords {
        /// `at least`.
        at_least: Phrases = "at-least",
        /// `at most`.
        at_most: Phrases = "at-most",
        /// `between`, of both.
        between: Phrases = "between",
    }
}

word_lists! {
    /// How headings name operations.
    OperationWords {
        /// The verbs that such a heading begins with.
        verbs: Phrases = "verbs",
        /// Words that are left out of the operation's name: `a`, `the`.
        drop: Phrases = "drop",
        /// Words at which its name ends: `for`, `using`.
        stop: Phrases = "stop",
    }
}
