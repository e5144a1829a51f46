/** What a page without a place of its own in the menu belongs to: the first path of each is in it. */
const sections: readonly (readonly [menu: string, pages: RegExp])[] = [
  ['/compliance', /^\/(findings|notices|entering)(\/|$)/],
  ['/scenarios/quota', /^\/scenarios\//],
];

/** The path in the menu that is marked while a page is open. */
export const sectionOver = (path: string): string => sections.find(([, pages]) => pages.test(path))?.[0] ?? path;
