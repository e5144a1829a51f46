import { listVersions } from '#warehouse';
import { servedAt } from '#server/examine.ts';

/** Where a server listens that was told nothing else. */
const usualPort = 3000;

/**
 * What is said to who loaded into a warehouse while a server on this machine serves another one: nobody who opens its
 * pages will see what was loaded. null where it serves this one, none answers, or nobody knows what it serves.
 */
export async function sayServedElsewhere(warehouse: string, port = usualPort): Promise<string | null> {
  const served = await servedAt(port);
  if (served === null || (await listVersions(warehouse)).includes(served)) return null;
  return `留意：这台机器上开着的服务（${port} 端口）用的是另一个数据仓库，刚才导入的在 ${warehouse}，它的网页上看不到。要导入到它的：加上 --warehouse 它的文件夹，再导入一次。`;
}
