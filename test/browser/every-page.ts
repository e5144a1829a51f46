import { globSync } from 'node:fs';

/** What there are only where people sign in: test/browser/sign-in.test.ts walks them. */
const ofOffices: readonly string[] = ['/account', '/accounts', '/sign-in'];

/** What pages that want more than their path are opened with. */
export interface Found {
  dashboards: readonly string[];
  project: string;
  version: string;
  hash: string;
  finding: string;
}

/** An address of every page that there is a file of. A new one is named here, or its path alone is its address. */
export function everyPage({ dashboards, project, version, hash, finding }: Found): string[] {
  const more: Readonly<Record<string, readonly string[]>> = {
    '/[[dashboard]]': dashboards,
    '/findings/[rule]/[subject]/[span]': [finding],
    '/wall/[[dashboard]]': ['/?view=wall'],
    '/cities/[city]': [`/cities/${encodeURIComponent('济南市')}?batch=2025`],
    // The shared server was never asked: test/alerts asks for what stands there.
    '/alerts/[incident]': [],
    // The shared server has sealed nothing: test/seals asks for what stands there.
    '/papers/[code]': [],
    '/revisions/[id]': [],
    '/entering/table': ['/entering/table?table=reference/batches'],
    // Nothing was typed: test/browser/entering.test.ts fills in each table.
    '/entering/draft': [],
    '/data/guide/[source]': ['/data/guide/applications'],
    '/guide/[book]': ['/guide/clerk'],
    '/guide/[book]/[task]': ['/guide/clerk/upload'],
    '/guide/[book]/whole': ['/guide/division/whole'],
    '/explain': ['/explain?metric=quota_remaining&batch=2025'],
    '/findings/decide': [`/findings/decide?rule=${finding.split('/')[2]}&verdict=fail`],
  };
  const routes = globSync('src/routes/**/+page.svelte').map(
    (file) => file.slice('src/routes'.length).replace(/\/\+page\.svelte$/, '') || '/'
  );
  return routes
    .filter((route) => !ofOffices.includes(route))
    .sort()
    .flatMap((route) => {
      if (more[route]) return more[route];
      const path = route.replace('[id]', project).replace('[receipt]', version).replace('[hash]', hash);
      if (path.includes('[')) throw new Error(`${route}: test/browser/every-page.ts knows no address of it`);
      return [path];
    });
}
