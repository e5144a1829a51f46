/**
 * The program carried to where there is no network: packed whole for a platform, unpacked, replaced by a newer one, and
 * back.
 */
export { bringOwn, changedIn, type Carried } from './carry.ts';
export { faultsOf, ownPlatform, platforms, type Platform } from './platforms.ts';
export { NotDelivered } from './bring.ts';
export { pack, type Packed } from './pack.ts';
export { readPointer, readRelease, releaseFile, releasesIn, writePointer, type Release } from './releases.ts';
export { checkSums, sumsFile, writeSums, type SumFault } from './sums.ts';
export { trialOf } from './trial.ts';
export { goBack, NotUpgraded, upgrade, type BroughtBack, type Upgraded } from './upgrade.ts';
