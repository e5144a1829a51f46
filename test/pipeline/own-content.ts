import { faultsBeforeLoad } from '#tasks/sound-content.ts';

/** What a load by this program's own content is given, as the command gives it. */
export const ownContent = {
  pipelines: 'pipelines',
  reference: 'data/reference',
  check: () => faultsBeforeLoad(),
};
