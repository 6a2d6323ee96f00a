-- One row: nothing of election $1 is counted yet.
INSERT INTO counting_watermark (election) VALUES ($1);
