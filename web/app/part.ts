import { type ComponentType, lazy } from 'react';
import { PageNotLoaded } from '../frame/page-not-loaded.ts';
import { moreWords } from './words.ts';

/** A part of the first page whose code, and the words of the other pages, come when somebody asks for it. */
export function part<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [component] = await Promise.all([load(), moreWords()]).catch((error: unknown) => {
      throw new PageNotLoaded(error);
    });
    return { default: component };
  });
}
