//! How is it written down? One file or folder for each format; bytes in, model out, and back.

pub mod csv;
pub mod omegat;
pub mod tbx;
pub mod tmx;
