package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// live says whether to read services too, and as whom.
type live struct {
	on, offline bool
	discover    bool
	// stats counts the records of indexes, namespaces names what customers may have named.
	stats, namespaces bool
	keys              string
	profile           string
	regions           []string
	roles             []string
}

func (l *live) flags(flags *pflag.FlagSet) {
	flags.BoolVar(&l.on, "live", false,
		"also read Pinecone (PINECONE_API_KEY, PINECONE_CLIENT_ID with PINECONE_CLIENT_SECRET) and AWS, "+
			"by calls that only read")
	flags.BoolVar(&l.offline, "offline", false, "refuse --live")
	flags.BoolVar(&l.discover, "discover", false, "with --live: also look in AWS for what nobody declared")
	flags.BoolVar(&l.stats, "index-stats", false, "with --live: also count the records of each index, one call per index")
	flags.BoolVar(&l.namespaces, "namespaces", false,
		"with --live: also list the names of namespaces, which may be those of customers, and not only their number")
	flags.StringVar(&l.keys, "pinecone-keys", "",
		"with --live: a YAML `FILE` that has, by project, the environment variable of its API key")
	flags.StringVar(&l.profile, "aws-profile", "", "with --live: the `NAME` of a profile of the AWS configuration")
	flags.StringArrayVar(&l.regions, "aws-region", nil, "with --live: an AWS `REGION` to read (repeatable)")
	flags.StringArrayVar(&l.roles, "assume-role", nil,
		"with --live: the `ARN` of a role to read an AWS account as, instead of one's own (repeatable)")
}

// check finds what goes not together.
func (l *live) check() error {
	needs := l.discover || l.stats || l.namespaces || l.keys != "" || l.profile != "" || len(l.regions)+len(l.roles) > 0
	switch {
	case l.on && l.offline:
		return usage("--offline forbids --live")
	case needs && !l.on:
		return usage("--discover, --index-stats, --namespaces, --pinecone-keys, --aws-profile, --aws-region and " +
			"--assume-role say how to read with --live")
	}
	return nil
}

// unread are the sources that were asked for and not read completely, as sentences.
func (e *evidence) unread(sources []finding.Source) []string {
	var all []string
	for _, source := range sources {
		incomplete := source.Status == snapshot.Partial || source.Status == snapshot.Failed
		if !incomplete || !slices.Contains(e.asked, source.ID) {
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

// errNotRead says that evidence of services, or of audit logs, is incomplete.
func errNotRead(sources []string) error {
	return errors.New(plural(len(sources), "source") + " not read completely: " + strings.Join(sources, "; "))
}
