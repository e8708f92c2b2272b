import type { Db } from "#db/db.ts";
import type { Service } from "./service.ts";
import { serviceOf, servicesOf, servicesOfPoints } from "./services.store.server.ts";

/** One service with its topics. */
export async function findService(db: Db, id: string): Promise<Service | undefined> {
  return serviceOf(db, id);
}

/** The services of one point with their topics, in the point's order. */
export async function findServicesOf(db: Db, pointId: string): Promise<Service[]> {
  return servicesOf(db, pointId);
}

/** The services of several points without topics, each point's in its order. */
export async function findServicesAt(db: Db, pointIds: string[]): Promise<Service[]> {
  return servicesOfPoints(db, pointIds);
}
