ALTER TABLE "messages" ADD COLUMN "resend_after_minutes" smallint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "possible_double" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "resend_after_minutes" smallint;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "gateway_routes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "messages_without_receipt" ON "messages" USING btree ("gateway_id","sent_at") WHERE "messages"."state" = 'accepted' and "messages"."resend_after_minutes" is not null;