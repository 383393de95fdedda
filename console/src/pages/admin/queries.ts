import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

export const doctor = queryOptions({
  queryKey: ['doctor'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/doctor', { signal }))).findings,
  staleTime: 300_000,
});

export const users = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/users', { signal }))).users,
});

export const settings = queryOptions({
  queryKey: ['settings'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/settings', { signal }))).settings,
});

export const tokens = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/tokens', { signal }))).tokens,
});

export const connectors = queryOptions({
  queryKey: ['connectors'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/connectors', { signal }))).connectors,
});

export const retention = queryOptions({
  queryKey: ['retention'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/retention', { signal }))).classes,
});
