/**
 * 简报: reports that are composed of sentences, figures and definitions. Each is a text in data/briefs; its numbers come
 * through the query layer, so that filters and the reader's scope hold for it as for any answer.
 */
export { briefOf, faultsOfBriefs, listBriefs } from './briefs.ts';
