//! Plenary as people meet it: stories over real sockets, a real server and a real journal, and the laws that must hold
//! whatever anybody does.

mod stories;
