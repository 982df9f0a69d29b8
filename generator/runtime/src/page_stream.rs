//! The pages of a list as the async client gives them, and their items.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::bearer::BoxFuture;
use super::client::Client;
use super::error::Error;
use super::pages::{Paged, Walk};
use super::response::Response;
use super::transport::{DefaultTransport, Transport};

/// A page, or the end of the list.
type PageResult<O> = Result<Option<Response<<O as super::operation::Operation>::Answer>>, Error>;

/// The pages of a list, one after the other: each is asked for when it is wanted. It ends behind an error, and where the service
/// gives a page again.
#[must_use = "nothing is asked for before a page is wanted"]
pub struct PageStream<'c, O: Paged, T = DefaultTransport> {
    client: &'c Client<T>,
    state: StreamState<'c, O>,
}

enum StreamState<'c, O: Paged> {
    Idle(Box<Walk<O>>),
    Asking(BoxFuture<'c, (Box<Walk<O>>, PageResult<O>)>),
    Over,
}

/// The items of a list, of which one page is held at a time.
#[must_use = "nothing is asked for before an item is wanted"]
pub struct ItemStream<'c, O: Paged, T = DefaultTransport> {
    pages: PageStream<'c, O, T>,
    page: vec::IntoIter<O::Item>,
}

impl<T: Transport> Client<T> {
    /// The pages of a list, from the one that `operation` asks for.
    pub fn pages<O: Paged>(&self, operation: O) -> PageStream<'_, O, T> {
        PageStream { client: self, state: StreamState::Idle(Box::new(Walk::from(&operation))) }
    }

    /// The items of a list, from the page that `operation` asks for.
    pub fn items<O: Paged>(&self, operation: O) -> ItemStream<'_, O, T> {
        ItemStream { pages: self.pages(operation), page: Vec::new().into_iter() }
    }
}

impl<'c, O: Paged + 'c, T: Transport + Sync> PageStream<'c, O, T>
where
    O::Answer: 'c,
{
    /// The next page; none behind the last.
    ///
    /// # Errors
    /// Those of a call; and a link to another origin, which is not followed.
    pub async fn next_page(&mut self) -> Result<Option<Response<O::Answer>>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<'c, O: Paged + 'c, T: Transport + Sync> ItemStream<'c, O, T>
where
    O::Answer: 'c,
{
    /// The next item; none behind the last.
    ///
    /// # Errors
    /// Those of [`PageStream::next_page`].
    pub async fn next_item(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<'c, O: Paged + 'c, T: Transport + Sync> Stream for PageStream<'c, O, T>
where
    O::Answer: 'c,
{
    type Item = Result<Response<O::Answer>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.state, StreamState::Over) {
                StreamState::Over => return Poll::Ready(None),
                StreamState::Idle(walk) => {
                    let client = self.client;
                    self.state = StreamState::Asking(Box::pin(async move {
                        let Some(request) = walk.request() else { return (walk, Ok(None)) };
                        let page = client.answer(request).await;
                        (walk, page.map(Some))
                    }));
                }
                StreamState::Asking(mut asked) => match asked.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = StreamState::Asking(asked);
                        return Poll::Pending;
                    }
                    Poll::Ready((_, Err(error))) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready((mut walk, Ok(page))) => {
                        let page = page.and_then(|page| walk.step(page));
                        if page.is_some() {
                            self.state = StreamState::Idle(walk);
                        }
                        return Poll::Ready(page.map(Ok));
                    }
                },
            }
        }
    }
}

impl<'c, O: Paged + 'c, T: Transport + Sync> Stream for ItemStream<'c, O, T>
where
    O::Answer: 'c,
{
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = O::items(page.into_inner()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// nothing in them is pinned in its place
impl<O: Paged, T> Unpin for PageStream<'_, O, T> {}
impl<O: Paged, T> Unpin for ItemStream<'_, O, T> {}

impl<O: Paged, T> fmt::Debug for PageStream<'_, O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream").field("client", self.client).finish_non_exhaustive()
    }
}

impl<O: Paged, T> fmt::Debug for ItemStream<'_, O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").field("pages", &self.pages).finish_non_exhaustive()
    }
}
