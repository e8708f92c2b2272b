/** Ends a loader or action with 404: for what is not there, and for what is not yours. */
export function notFound(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- this is how Remix is told
  throw new Response(null, { status: 404 });
}
