import { resolve } from 'node:path';
import { folderStore } from './folder-store.ts';
import type { ObjectStore } from './store.ts';

/**
 * A store by its address: a folder, or `s3://bucket/prefix`, reached at an endpoint. One that nobody can mean is an
 * Error. What speaks S3 is not even read where it is a folder.
 */
export async function storeAt(
  address: string,
  { endpoint = null }: { endpoint?: string | null } = {}
): Promise<ObjectStore> {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address) || /^[a-z]:[\\/]/i.test(address)) return folderStore(resolve(address));
  const [, bucket = '', rest = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address) ?? [];
  if (bucket === '') throw new Error(`存储要写成一个文件夹，或 s3://桶/前缀（写的是 ${address}）`);
  const prefix = rest.replace(/\/+$/, '');
  const { s3Store } = await import('./s3-store.ts');
  return s3Store({ bucket, prefix: prefix === '' ? '' : `${prefix}/`, endpoint });
}
