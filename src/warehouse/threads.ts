// Files, compression and every running query share one pool of
// threads, of four unless it is said before DuckDB is loaded:
// four slow queries would leave none to read a file with. To be imported before anything else of this room.
process.env.UV_THREADPOOL_SIZE ??= '16';
