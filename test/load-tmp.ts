import { loadCanaries } from './matrix/province.ts';
await loadCanaries('/tmp/matrix/n', { projects: 300, seed: 'matrix' });
