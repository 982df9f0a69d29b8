//! Lists that a service gives page by page: what is asked for next, and when there is no more. Knows no I/O, and so serves the
//! async and the blocking client alike.

use std::hash::{BuildHasher, RandomState};
use std::marker::PhantomData;

use super::link;
use super::operation::Operation;
use super::request::Outline;
use super::response::Response;

/// An operation that is answered with one page of a list: `client.pages(…)` and `client.items(…)` follow it.
pub trait Paged: Operation {
    /// What the list holds.
    type Item;

    /// How the next page is asked for.
    #[doc(hidden)]
    const NEXT: NextPage;

    /// Whether a page holds nothing.
    #[doc(hidden)]
    fn is_empty(page: &Self::Answer) -> bool;

    /// What a page says of the next one: a cursor, or a URL.
    #[doc(hidden)]
    fn next(page: &Self::Answer) -> Option<String>;

    /// What a page holds.
    fn items(page: Self::Answer) -> Vec<Self::Item>;
}

/// How the next page of a list is asked for.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// By the URL in the header `Link`, with `rel="next"`.
    Link,
    /// By the URL in the answer.
    Url,
    /// By its number, in this parameter of the query; the first page has this one.
    Number(&'static str, u64),
    /// By what the answer says, in this parameter of the query.
    Cursor(&'static str),
}

/// What the items of a page are in: a list that may be absent.
#[doc(hidden)]
pub trait ItemList {
    /// An item.
    type Item;

    /// The items, in order.
    fn into_items(self) -> Vec<Self::Item>;

    /// Whether there are none.
    fn is_without(&self) -> bool;
}

impl<T> ItemList for Vec<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self
    }

    fn is_without(&self) -> bool {
        self.is_empty()
    }
}

impl<L: ItemList> ItemList for Option<L> {
    type Item = L::Item;

    fn into_items(self) -> Vec<L::Item> {
        self.map(L::into_items).unwrap_or_default()
    }

    fn is_without(&self) -> bool {
        self.as_ref().is_none_or(L::is_without)
    }
}

/// What an answer has as a cursor: a text or a number that may be absent.
#[doc(hidden)]
pub trait Cursor {
    /// Its text; none where there is no more.
    fn text(&self) -> Option<String>;
}

impl Cursor for String {
    fn text(&self) -> Option<String> {
        Some(self.clone()).filter(|text| !text.is_empty())
    }
}

impl Cursor for i64 {
    fn text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<C: Cursor> Cursor for Option<C> {
    fn text(&self) -> Option<String> {
        self.as_ref().and_then(C::text)
    }
}

/// The way through a list: what is asked for next.
pub(super) struct Walk<O> {
    /// The request for the next page; none where there is no more.
    next: Option<Outline>,
    seen: SeenPages,
    /// How many pages there were.
    pages: u64,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paged> Walk<O> {
    /// The way from the page that an operation asks for.
    pub(super) fn from(operation: &O) -> Self {
        let next = Some(operation.request().outline);
        Self { next, seen: SeenPages::default(), pages: 0, operation: PhantomData }
    }

    /// The request for the next page.
    pub(super) fn request(&self) -> Option<Outline> {
        self.next.clone()
    }

    /// Takes what a page says of the next one, and gives the page back; none where it is not one of the list any more.
    pub(super) fn step(&mut self, page: Response<O::Answer>) -> Option<Response<O::Answer>> {
        let asked = self.next.take()?;
        self.pages += 1;
        match O::NEXT {
            NextPage::Number(name, first) => {
                // behind the last page there are empty ones, and a service that knows no pages gives all each time
                let is_over = O::is_empty(&page) || !self.seen.is_new(page.bytes());
                if is_over {
                    return Some(page).filter(|_| self.pages == 1);
                }
                let number = asked.number(name).unwrap_or(first);
                if !link::is_last(page.headers()) {
                    self.next = number.checked_add(1).map(|next| asked.with(name, &next.to_string()));
                }
            }
            NextPage::Cursor(name) => {
                let cursor = O::next(&page).filter(|cursor| self.seen.is_new(cursor.as_bytes()));
                self.next = cursor.map(|cursor| asked.with(name, &cursor));
            }
            NextPage::Link | NextPage::Url => {
                let url = match O::NEXT {
                    NextPage::Link => link::next(page.headers()),
                    _ => O::next(&page),
                };
                let url = url.filter(|url| self.seen.is_new(url.as_bytes()));
                self.next = url.map(|url| asked.at(url));
            }
        }
        Some(page)
    }
}

/// Whether something was there before, in the memory of two hashes, whatever comes: the last one, and one that is replaced at
/// distances that double, so that every circle comes round to it (Brent).
#[derive(Default)]
struct SeenPages {
    hashes: RandomState,
    last: Option<u64>,
    kept: Option<u64>,
    steps: u64,
    distance: u64,
}

impl SeenPages {
    fn is_new(&mut self, bytes: &[u8]) -> bool {
        let hash = Some(self.hashes.hash_one(bytes));
        if hash == self.last || hash == self.kept {
            return false;
        }
        self.steps += 1;
        if self.steps > self.distance {
            (self.kept, self.steps, self.distance) = (hash, 0, self.distance.saturating_mul(2).max(1));
        }
        self.last = hash;
        true
    }
}

/// Makes an operation one that is answered with pages: `ListThings in things -> Thing = Cursor("cursor") of next_cursor`, or
/// `of meta?.next_cursor` where an object that may be absent has it.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    (
        $name:ident $(in $items:ident)? -> $item:ty = $kind:ident $(($($how:literal),*))? $(of $($next:tt)+)?
    ) => {
        impl $crate::runtime::Paged for $name {
            type Item = $item;

            const NEXT: $crate::runtime::NextPage = $crate::runtime::NextPage::$kind $(($($how),*))?;

            fn is_empty(page: &Self::Answer) -> bool {
                use $crate::runtime::ItemList as _;
                page$(.$items)?.is_without()
            }

            fn next(page: &Self::Answer) -> Option<String> {
                let _ = page;
                $crate::__next_of!(page $($($next)+)?)
            }

            fn items(page: Self::Answer) -> Vec<$item> {
                $crate::runtime::ItemList::into_items(page$(.$items)?)
            }
        }
    };
}

/// What an answer says of the next page.
#[doc(hidden)]
#[macro_export]
macro_rules! __next_of {
    ($page:ident) => {
        None
    };
    ($page:ident $next:ident) => {
        $crate::runtime::Cursor::text(&$page.$next)
    };
    ($page:ident $within:ident.$next:ident) => {
        $crate::runtime::Cursor::text(&$page.$within.$next)
    };
    ($page:ident $within:ident?.$next:ident) => {
        $crate::runtime::Cursor::text(&$page.$within.as_ref()?.$next)
    };
}

pub use __pages as pages;
