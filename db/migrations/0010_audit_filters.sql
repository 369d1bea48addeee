CREATE INDEX "audit_by_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("at","id");