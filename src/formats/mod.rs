//! How is it written down? One file or folder for each format; bytes in, model out, and back.

pub mod tmx;
