//! Tolmach: a translation-memory workspace for Russian, Belarusian and English.
//!
//! The library behind the `tolmach` program. It aligns official statements of two or three languages into translation
//! units, keeps them in a SQLite memory where every change can be undone, suggests matches with reasons, exchanges TMX
//! and glossaries.
//!
//! # The map of the house
//!
//! Modules stand on floors; each imports only floors below its own. A test keeps that (`tests/it/tidy.rs`), and that each
//! third-party crate has one home.
//!
//! | floor | module | question it answers |
//! |---|---|---|
//! | 0 words | [`lang`] | What language is this? |
//! | | [`text`] | What does it say, however it is spelt? |
//! | | [`model`] | What do we keep? |
//! | | [`problem`] | What is wrong with this input? |
//! | 1 engines | [`segment`] | Where does a sentence end? |
//! | | [`align`] | Which sentences belong together? |
//! | | [`fuzzy`] | Have we translated this before? |
//! | | [`terms`] | What do we call this? |
//! | | [`formats`] | How is it written down? |
//! | 2 keeping | [`store`] | Where is it kept? |
//! | 3 workshop | [`workspace`] | What can I do? |
//! | 4 wire | [`wire`] | What do programs read? |
//! | 5 doors | [`cli`] | the command line |
//!
//! Floors 0 and 1 are pure: values in, values out; no file system, environment, clock or printing. Input that is merely
//! bad is not an error there: readers yield [`problem::Problem`]s with places and go on.
//!
//! A program starts at [`workspace::Workspace`].

pub mod align;
pub mod cli;
pub mod formats;
pub mod fuzzy;
pub mod lang;
pub mod model;
pub mod problem;
pub mod segment;
pub mod store;
pub mod terms;
pub mod text;
pub mod wire;
pub mod workspace;
