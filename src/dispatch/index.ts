/** From the outbox through BullMQ to the reader: queue, worker, retries, circuit breaker, dead letters. */
export type { Push, Pushed, Way, WayTo } from './delivery.ts';
export { Dispatcher, type DispatcherOptions } from './dispatcher.ts';
export type { Reconciliation } from './feeder.ts';
export { forgetRedisQueue } from './forget.ts';
export type { DeliveryJob } from './job.ts';
export { openQueue, type QueueOptions } from './open.ts';
export type { DeliveryQueue, QueueCounts } from './queue.ts';
export { type RedisState, redisState } from './redis-state.ts';
export { type DispatchSettings, ZUSTELLFRIST, type Zustellfrist } from './settings.ts';
