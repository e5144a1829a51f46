import { faultsBeforeLoad } from '#tasks/sound-content.ts';

let faults: ReturnType<typeof faultsBeforeLoad> | undefined;

/** What a load by this program's own content is given, as the command gives it: looked at once in a process. */
export const ownContent = {
  pipelines: 'pipelines',
  reference: 'data/reference',
  check: () => (faults ??= faultsBeforeLoad()),
};
