import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import type { FastifySchemaCompiler } from 'fastify';

type Validator = ReturnType<FastifySchemaCompiler<unknown>>;

/**
 * Fastify's own validators, each made of its schema when it is first asked: of the hundreds of schemas of all routes
 * most are never used between two starts, and making them takes as long as all else that a start does.
 */
export const whenAsked: BuildCompilerFromPool = (schemas, options) => {
  const compile = AjvCompiler()(schemas, options) as FastifySchemaCompiler<unknown>;
  const lazily: FastifySchemaCompiler<unknown> = (route) => {
    let made: Validator | undefined;
    const validate: Validator = (data: unknown) => {
      made ??= compile(route);
      const isValid = made(data);
      const endless = isValid === true ? endlessIn(data) : undefined;
      validate.errors = endless === undefined ? (made.errors ?? null) : [notFinite(endless)];
      return endless === undefined && isValid;
    };
    return validate;
  };
  return lazily as ReturnType<BuildCompilerFromPool>;
};

/** Ajv makes a number of the text `Infinity` or `1e999`, and lets it through every bound of an integer. */
const endlessIn = (data: unknown): string | undefined =>
  Object.entries(Object(data) as object).find(([, value]) => typeof value === 'number' && !Number.isFinite(value))?.[0];

const notFinite = (name: string): NonNullable<Validator['errors']>[number] => ({
  instancePath: `/${name}`,
  schemaPath: '#/type',
  keyword: 'type',
  params: { type: 'number' },
  message: 'must be number',
});
