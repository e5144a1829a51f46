export { decisionsAsFollowed, placeOfServed, withFaults } from './as-followed.ts';
export { isFollowing, readFollows, type Follows } from './follows.ts';
export { keepFollowing, type Following } from './keep-following.ts';
export { pruneStore, type PrunedStore } from './prune-store.ts';
export { pull, type Pulled } from './pull.ts';
export { push, type Pushed } from './push.ts';
export { faultOfFollowing } from './standing.ts';
export { storeAt } from './store-at.ts';
export type { ObjectStore } from './store.ts';
