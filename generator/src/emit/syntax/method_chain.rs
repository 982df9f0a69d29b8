//! Calls upon calls as one expression. Knows nothing of what they do.

use proc_macro2::TokenStream;
use quote::quote;

/// Calls upon one another beyond which they are made in steps: whoever parses one goes down as deep.
const MANY: usize = 200;

/// `start` with `calls` upon it, each of which begins with its dot.
pub(in crate::emit) fn chain(
    start: &TokenStream,
    calls: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    let calls: Vec<TokenStream> = calls.into_iter().collect();
    let mut chunks = calls.chunks(MANY);
    let (first, last) = (chunks.next().unwrap_or_default(), chunks.next_back());
    let made = quote!(#start #(#first)*);
    match last {
        None => made,
        Some(last) => {
            let steps = chunks.map(|calls| quote!(let made = made #(#calls)*;));
            quote!({ let made = #made; #(#steps)* made #(#last)* })
        }
    }
}
