//! The pages of a list as the blocking client gives them, and their items.

use std::fmt;
use std::vec;

use super::blocking::{BlockingTransport, Client};
use super::error::Error;
use super::pages::{Paged, Walk};
use super::response::Response;

/// The pages of a list, one after the other: each is asked for when it is wanted. It ends behind an error, and where the service
/// gives a page again.
#[must_use = "nothing is asked for before a page is wanted"]
pub struct BlockingPages<'c, O: Paged, T = super::BlockingReqwest> {
    client: &'c Client<T>,
    /// None where the list is over.
    walk: Option<Walk<O>>,
}

/// The items of a list, of which one page is held at a time.
#[must_use = "nothing is asked for before an item is wanted"]
pub struct BlockingItems<'c, O: Paged, T = super::BlockingReqwest> {
    pages: BlockingPages<'c, O, T>,
    page: vec::IntoIter<O::Item>,
}

impl<T: BlockingTransport> Client<T> {
    /// The pages of a list, from the one that `operation` asks for.
    pub fn pages<O: Paged>(&self, operation: O) -> BlockingPages<'_, O, T> {
        BlockingPages { client: self, walk: Some(Walk::from(&operation)) }
    }

    /// The items of a list, from the page that `operation` asks for.
    pub fn items<O: Paged>(&self, operation: O) -> BlockingItems<'_, O, T> {
        BlockingItems { pages: self.pages(operation), page: Vec::new().into_iter() }
    }
}

impl<O: Paged, T: BlockingTransport> Iterator for BlockingPages<'_, O, T> {
    type Item = Result<Response<O::Answer>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut walk = self.walk.take()?;
        let page = match self.client.answer(walk.request()?) {
            Ok(page) => walk.step(page)?,
            Err(error) => return Some(Err(error)),
        };
        self.walk = Some(walk);
        Some(Ok(page))
    }
}

impl<O: Paged, T: BlockingTransport> Iterator for BlockingItems<'_, O, T> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = O::items(page.into_inner()).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paged, T> fmt::Debug for BlockingPages<'_, O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingPages").field("client", self.client).finish_non_exhaustive()
    }
}

impl<O: Paged, T> fmt::Debug for BlockingItems<'_, O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingItems").field("pages", &self.pages).finish_non_exhaustive()
    }
}
