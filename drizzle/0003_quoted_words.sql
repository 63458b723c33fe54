ALTER TABLE "versions" ADD COLUMN "quoted" jsonb;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "messages" jsonb DEFAULT '[]'::jsonb NOT NULL;