package main

import (
	"context"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/collect/pinecone"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// reading reads services and audit logs, after the repository was read into the sink.
type reading struct {
	*gathering

	system system
	out    *evidence
	types  snapshot.Types
	known  assemble.Options
	sink   *assemble.Assembler
	watch  *watching
	// bucket has audit logs to read; nil for none.
	bucket *aws.Bucket
	events auditlog.Options
}

// Observe implements [collect.Sink].
func (r *reading) Observe(unit []*snapshot.Observation) { r.sink.Observe(unit) }

// Report implements [collect.Sink], and keeps the ids of the sources.
func (r *reading) Report(source snapshot.Source) {
	r.out.mu.Lock()
	r.out.asked = append(r.out.asked, source.ID)
	r.out.mu.Unlock()
	r.watch.done(source)
	r.sink.Report(source)
}

func (r *reading) run(ctx context.Context) error {
	now, err := parseTime(r.now, r.system.now)
	if err != nil {
		return err
	}
	if r.events, err = r.logs.options(r.system, now, r.types); err != nil {
		return err
	}
	r.events.LoginParameter = r.out.manifest.Organization.SSO.LoginParameter.Name
	if r.bucket, err = r.logs.destination(r.sink.Snapshot); err != nil {
		return err
	}
	r.watch = r.saying.watch(r.system, r.out.clean)
	defer r.watch.end()
	if r.live.on {
		if err := r.services(ctx); err != nil {
			return err
		}
	}
	if r.logs.inFolder() {
		return r.logs.readFolder(ctx, r.events, r.out.repository, r.watch, r)
	}
	return nil
}

// services reads Pinecone, and then of AWS what the manifest, the repository and Pinecone
// name.
func (r *reading) services(ctx context.Context) error {
	service, err := r.live.pinecone(r.system, r.out)
	if err != nil {
		return err
	}
	account, err := r.live.accounts(ctx, r.system)
	if err != nil {
		return err
	}
	service.Types, service.Now, service.Patience = r.types, r.system.now, r.system.patience
	service.Watch, service.Transport = r.watch.request, r.system.transport
	if err := pinecone.Collect(ctx, service, r); err != nil {
		return err
	}
	named := targetsOf(r.sink.Snapshot())
	account.Targets, account.Discover = named.Targets, r.live.discover
	account.Types, account.Now, account.Watch = r.types, r.system.now, r.watch.request
	account.Limits.Backoff = r.system.patience
	account.Pinecone = aws.Pinecone{Services: r.known.Services, Accounts: r.known.Accounts}
	wanted := named.any() || r.live.discover
	if !wanted && r.bucket == nil && len(service.Projects) == 0 && service.ClientID == "" {
		return usage("--live has nothing to read: set PINECONE_API_KEY, or PINECONE_CLIENT_ID and " +
			"PINECONE_CLIENT_SECRET, or name AWS resources in the manifest")
	}
	return r.aws(ctx, account, wanted, named.regions)
}

// aws reads what is wanted of AWS, and the audit logs in a bucket.
func (r *reading) aws(ctx context.Context, account aws.Options, wanted bool, regions []string) error {
	if !wanted {
		r.Report(snapshot.Source{
			ID: "aws", Status: snapshot.Skipped,
			Reason: "nothing that was read names a resource of AWS; --discover looks for what nobody names",
		})
	} else if !r.live.anywhere(&account, regions) {
		wanted = false
		r.Report(snapshot.Source{
			ID: "aws", Status: snapshot.Failed,
			Reason: "no region is known: set AWS_REGION, or name one with --aws-region",
		})
	}
	if !wanted && r.bucket == nil {
		return nil
	}
	account.Accounts = signIn(ctx, account.Accounts, r.out, r)
	if wanted && len(account.Accounts) > 0 {
		if err := aws.Collect(ctx, account, r); err != nil {
			return err
		}
	}
	if r.bucket != nil {
		return r.readBucket(ctx, account)
	}
	return ctx.Err()
}
