export { makePackage, type PackageOptions, type Packed } from './make.ts';
export { NotPackable } from './ground.ts';
export type { Fault } from './fault.ts';
export { verifyPackage, type Verified } from './verify.ts';
export type { Selection } from './selected.ts';
export { provePackage, type Proof } from './prove.ts';
export { findRegistered, registerPackage, type Registered } from './register.ts';
export { reportPacked, reportProved, reportVerified } from './report.ts';
