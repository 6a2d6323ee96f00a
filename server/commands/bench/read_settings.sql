-- One row a setting of the server that times depend on, its version first. No index.
SELECT name, current_setting(name) AS value
  FROM unnest('{server_version,shared_buffers,work_mem,fsync,synchronous_commit,wal_level,full_page_writes,jit,max_wal_size}'::text[]) AS name;
