import { styled } from './styled.ts';

export async function load({ data }) {
  await styled(Object.values(data.drawn));
  return data;
}
