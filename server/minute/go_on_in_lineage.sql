-- No rows: election $1 goes on being counted on timeline $2 of the same cluster, in the next lineage. Index: counting_watermark_pkey.
UPDATE counting_watermark SET timeline = $2, lineage = lineage + 1 WHERE election = $1;
