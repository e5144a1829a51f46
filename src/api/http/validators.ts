import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import type { FastifySchemaCompiler } from 'fastify';

type Validator = ReturnType<FastifySchemaCompiler<unknown>>;

const compilers = AjvCompiler();
/** By what they are made of: what several routes ask alike, or several doors of one process, is made once. */
const made = new Map<string, Validator>();

/**
 * Fastify's own validators, each made of its schema when it is first asked: of the hundreds of schemas of all routes
 * most are never used between two starts, and making them takes as long as all else that a start does.
 */
export const whenAsked: BuildCompilerFromPool = (schemas, options) => {
  const compile = compilers(schemas, options) as FastifySchemaCompiler<unknown>;
  const lazily: FastifySchemaCompiler<unknown> = (route) => {
    let own: Validator | undefined;
    const validate: Validator = (data: unknown) => {
      own ??= kept(JSON.stringify([schemas, options?.customOptions, route.schema]), () => compile(route));
      const isValid = own(data);
      const endless = isValid === true ? endlessIn(data) : undefined;
      validate.errors = endless === undefined ? (own.errors ?? null) : [notFinite(endless)];
      return endless === undefined && isValid;
    };
    return validate;
  };
  return lazily as ReturnType<BuildCompilerFromPool>;
};

function kept(key: string, make: () => Validator): Validator {
  const validator = made.get(key) ?? make();
  made.set(key, validator);
  return validator;
}

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
