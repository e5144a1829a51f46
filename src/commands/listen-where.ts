import { isIP } from 'node:net';
import { misused } from '#environment/misuse.ts';
import { one, type Option } from './options.ts';

/** Where a server listens, and what is to be told of it. */
export interface ListenWhere {
  port: number;
  host: string;
  notes: string[];
}

type Where = Readonly<Record<'port' | 'host', string | undefined>>;

/**
 * Where to listen: what the command says comes first, then PORT and HOST of the environment, as every server has it.
 * Some shells and tools put the name of a machine or of a compiler into HOST: what is no address is passed over and
 * told, and nobody is served further than before.
 */
export function listenWhere(said: Where, environment: NodeJS.ProcessEnv): ListenWhere {
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

/** `--port` and `--host`. */
export const listening: Option<ListenWhere> = {
  switches: () => ({ port: { type: 'string' }, host: { type: 'string' } }),
  read: ({ port, host }) => listenWhere({ port, host } as Where, process.env),
};

/** The port of a server on this machine that is asked. */
export const port = one((said) => listenWhere({ port: said, host: undefined }, process.env).port);

const isLocal = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

function portOf(port: string, name: string): number {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) misused(`${name}要是 0 到 65535 的整数（写的是 ${port}）`);
  return Number(port);
}
