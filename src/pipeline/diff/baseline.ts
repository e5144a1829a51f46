import { literal, isReadable, type Build, type Current } from '#warehouse';

/**
 * Lets a build read the version that is published now, as the catalog `before`. false where there is none, or it cannot
 * be read: then there is nothing to compare with, and the load goes on.
 */
export async function attachBaseline(build: Build, current: Current | null): Promise<boolean> {
  if (current === null || !isReadable(current.receipt)) return false;
  try {
    await build.run('before', `attach ${literal(current.path)} as before (read_only)`);
    return true;
  } catch {
    return false;
  }
}

export const detachBaseline = (build: Build): Promise<void> => build.run('before', 'detach before');
