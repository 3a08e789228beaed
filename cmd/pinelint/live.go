package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/collect/pinecone"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// live says whether to read services too, and as whom.
type live struct {
	on, offline bool
	discover    bool
	keys        string
	profile     string
	regions     []string
	roles       []string
}

func (l *live) flags(flags *pflag.FlagSet) {
	flags.BoolVar(&l.on, "live", false,
		"also read Pinecone (PINECONE_API_KEY, PINECONE_CLIENT_ID with PINECONE_CLIENT_SECRET) and AWS, "+
			"by calls that only read")
	flags.BoolVar(&l.offline, "offline", false, "refuse --live")
	flags.BoolVar(&l.discover, "discover", false, "with --live: also look in AWS for what nobody declared")
	flags.StringVar(&l.keys, "pinecone-keys", "",
		"with --live: a YAML `FILE` that has, by project, the environment variable of its API key")
	flags.StringVar(&l.profile, "aws-profile", "", "with --live: the `NAME` of a profile of the AWS configuration")
	flags.StringArrayVar(&l.regions, "aws-region", nil, "with --live: an AWS `REGION` to read (repeatable)")
	flags.StringArrayVar(&l.roles, "assume-role", nil,
		"with --live: the `ARN` of a role to read an AWS account as, instead of one's own (repeatable)")
}

// check finds what goes not together.
func (l *live) check() error {
	needs := l.discover || l.keys != "" || l.profile != "" || len(l.regions)+len(l.roles) > 0
	switch {
	case l.on && l.offline:
		return usage("--offline forbids --live")
	case needs && !l.on:
		return usage("--discover, --pinecone-keys, --aws-profile, --aws-region and --assume-role say how to read with --live")
	}
	return nil
}

// observed hands everything on, and keeps the ids of the sources.
type observed struct {
	collect.Sink
	evidence *evidence
}

func (o observed) Report(source snapshot.Source) {
	o.evidence.mu.Lock()
	o.evidence.live = append(o.evidence.live, source.ID)
	o.evidence.mu.Unlock()
	o.Sink.Report(source)
}

// read reads Pinecone, and then of AWS what the manifest, the repository and Pinecone name.
func (l *live) read(
	ctx context.Context, on system, out *evidence, types snapshot.Types, known assemble.Options, sink *assemble.Assembler,
) error {
	service, err := l.pinecone(on, out)
	if err != nil {
		return err
	}
	account, err := l.accounts(ctx, on)
	if err != nil {
		return err
	}
	service.Types, service.Now, service.Patience, service.Transport = types, on.now, on.patience, on.transport
	into := observed{sink, out}
	if err := pinecone.Collect(ctx, service, into); err != nil {
		return err
	}
	targets := targetsOf(sink.Snapshot())
	if !targets.any() && !l.discover {
		if len(service.Projects) == 0 && service.ClientID == "" {
			return usage("--live has nothing to read: set PINECONE_API_KEY, or PINECONE_CLIENT_ID and " +
				"PINECONE_CLIENT_SECRET, or name AWS resources in the manifest")
		}
		into.Report(snapshot.Source{
			ID: "aws", Status: snapshot.Skipped,
			Reason: "nothing that was read names a resource of AWS; --discover looks for what nobody names",
		})
		return nil
	}
	if !l.anywhere(&account, targets.regions) {
		into.Report(snapshot.Source{
			ID: "aws", Status: snapshot.Failed,
			Reason: "no region is known: set AWS_REGION, or name one with --aws-region",
		})
		return nil
	}
	if account.Accounts = signIn(ctx, account.Accounts, into); len(account.Accounts) == 0 {
		return ctx.Err()
	}
	account.Targets, account.Discover, account.Types, account.Now = targets.Targets, l.discover, types, on.now
	account.Limits.Backoff = on.patience
	account.Pinecone = aws.Pinecone{Services: known.Services, Accounts: known.Accounts}
	return aws.Collect(ctx, account, into)
}

// unread are the live sources that were not read completely, as sentences.
func (e *evidence) unread(sources []finding.Source) []string {
	var all []string
	for _, source := range sources {
		incomplete := source.Status == snapshot.Partial || source.Status == snapshot.Failed
		if !incomplete || !slices.Contains(e.live, source.ID) {
			continue
		}
		why := source.Reason
		if source.Permission != "" {
			why = "missing permission " + source.Permission
		}
		all = append(all, fmt.Sprintf("%s: %s: %s", source.ID, source.Status, why))
	}
	return all
}

// errNotRead says that evidence of services is incomplete.
func errNotRead(sources []string) error {
	return errors.New(plural(len(sources), "live source") + " not read completely: " + strings.Join(sources, "; "))
}
