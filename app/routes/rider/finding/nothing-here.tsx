import { notFound } from "#app/asking/not-found.server.ts";

/** Every address that nothing else answers: 404 in the reader's words. */
export function loader() {
  return notFound();
}

export default function Missing() {
  return null;
}
