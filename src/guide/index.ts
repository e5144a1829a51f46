/**
 * 手册: the handbooks of each kind of reader, task by task. Each is a text in data/guide whose steps are data: where to
 * go, what to press, what is then seen. What a text names is held against the program by its tests.
 */
export { openLibrary, readLibrary, type Library } from './books.ts';
export { faultsOfGuide, pictureBounds } from './faults.ts';
export { readBook, wordsOf } from './read-book.ts';
export { searchBooks } from './search.ts';
