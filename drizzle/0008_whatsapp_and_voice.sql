ALTER TABLE "conversations" ADD COLUMN "knocked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "heard" text;