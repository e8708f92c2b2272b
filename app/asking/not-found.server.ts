/** Ends a loader or action with 404: for what is not there, and for what is not yours. */
export function notFound(): never {
  throw new Response(null, { status: 404 });
}
