//! What the value of a parameter can be: one text or several, or none.

use super::secret::Secret;

/// What the value of a parameter can be.
pub trait ParameterValue {
    /// Its texts, of a list each item's; none where it is not given.
    fn texts(&self) -> Option<Vec<Secret>>;

    /// What stands for it until it is set, where an operation is read from the JSON of its body.
    fn unset() -> Self;
}

/// What stands for the parameter of an operation that is read from the JSON of its body.
#[doc(hidden)]
pub fn unset<T: ParameterValue>() -> T {
    T::unset()
}

macro_rules! shown {
    ($($ty:ty),*) => {
        $(impl ParameterValue for $ty {
            fn texts(&self) -> Option<Vec<Secret>> {
                Some(vec![Secret::from(self.to_string())])
            }

            fn unset() -> Self {
                Self::default()
            }
        })*
    };
}

shown!(String, i64, f64, bool);

impl ParameterValue for Secret {
    fn texts(&self) -> Option<Vec<Secret>> {
        Some(vec![self.clone()])
    }

    fn unset() -> Self {
        Self::from("")
    }
}

impl<T: ParameterValue> ParameterValue for Option<T> {
    fn texts(&self) -> Option<Vec<Secret>> {
        self.as_ref()?.texts()
    }

    fn unset() -> Self {
        None
    }
}

impl<T: ParameterValue> ParameterValue for Vec<T> {
    fn texts(&self) -> Option<Vec<Secret>> {
        Some(self.iter().filter_map(T::texts).flatten().collect())
    }

    fn unset() -> Self {
        Self::new()
    }
}
