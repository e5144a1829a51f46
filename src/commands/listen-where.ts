import { isIP } from 'node:net';
import { misused } from '#environment/misuse.ts';

/** Where a server listens, and what is to be told of it. */
export interface ListenWhere {
  port: number;
  host: string;
  notes: string[];
}

type Said = Readonly<Record<'port' | 'host', string | undefined>>;

/**
 * Where to listen: what the command says comes first, then PORT and HOST of the environment, as every server has it.
 * Some shells and tools put the name of a machine or of a compiler into HOST: what is no address is passed over and
 * told, and nobody is served further than before.
 */
export function listenWhere(said: Said, environment: NodeJS.ProcessEnv): ListenWhere {
  const { PORT = '', HOST = '' } = environment;
  const [port, host] = [PORT.trim(), HOST.trim()];
  const isAddress = isIP(host) !== 0 || host === 'localhost';
  const notes =
    said.host !== undefined || host === ''
      ? []
      : isAddress
        ? isLocal(host)
          ? []
          : [`开在 ${host}：环境变量 HOST 这样写的`]
        : [`环境变量 HOST 写的是“${host}”，不是地址，没有采用；要开在别的地址，写 --host`];
  return {
    port: portOf(said.port ?? (port || '3000'), said.port === undefined ? '环境变量 PORT ' : '--port '),
    host: said.host ?? (isAddress ? host : '127.0.0.1'),
    notes,
  };
}

const isLocal = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

function portOf(port: string, name: string): number {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) misused(`${name}要是 0 到 65535 的整数（写的是 ${port}）`);
  return Number(port);
}
