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
      validate.errors = made.errors ?? null;
      return isValid;
    };
    return validate;
  };
  return lazily as ReturnType<BuildCompilerFromPool>;
};
