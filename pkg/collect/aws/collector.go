package aws

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/sync/errgroup"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// collector is one run.
type collector struct {
	options  Options
	accounts []*account

	mu       sync.Mutex
	scopes   map[string]*scope
	readings []*reading
	sources  []snapshot.Source // of accounts that could not be reached
}

func newCollector(options Options) *collector {
	return &collector{options: options.withDefaults(), scopes: map[string]*scope{}}
}

func (o Options) withDefaults() Options {
	o.Limits = o.Limits.withDefaults()
	o.Jobs = cmp.Or(o.Jobs, 4)
	if o.Now == nil {
		o.Now = func() time.Time { return time.Time{} }
	}
	return o
}

// account is an AWS account that could be signed in to.
type account struct {
	name      string
	id        string
	partition string
	regions   []string
	config    aws.Config

	mu     sync.Mutex
	barred *fault
}

func (a *account) label() string { return cmp.Or(a.id, a.name) }

func (a *account) closed() *fault {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.barred
}

func (a *account) bar(why *fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.barred == nil {
		a.barred = why
	}
}

// in is the account's configuration for a region.
func (a *account) in(region string) aws.Config {
	config := a.config.Copy()
	if region != "" {
		config.Region = region
	}
	return config
}

// home is a region for calls that are not of one.
func (a *account) home() string {
	switch a.partition {
	case "aws-cn":
		return "cn-north-1"
	case "aws-us-gov":
		return "us-gov-west-1"
	default:
		return "us-east-1"
	}
}

// signIn finds out which account each configuration is of. Two of one account count once.
func (c *collector) signIn(ctx context.Context) {
	var all []*account
	for _, given := range c.options.Accounts {
		regions := given.Regions
		if len(regions) == 0 {
			regions = c.options.Regions
		}
		if len(regions) == 0 && given.Config.Region != "" {
			regions = []string{given.Config.Region}
		}
		all = append(all, &account{name: given.Name, regions: regions, config: harness(given.Config, c.options)})
	}
	readings := make([]*reading, len(all))
	c.each(len(all), func(i int) { readings[i] = c.identify(ctx, all[i]) })
	for i, one := range all {
		twice := slices.ContainsFunc(c.accounts, func(known *account) bool { return known.id == one.id })
		switch {
		case one.id == "":
			c.readings = append(c.readings, readings[i])
		case !twice:
			c.accounts = append(c.accounts, one)
		}
	}
}

func (c *collector) identify(ctx context.Context, account *account) *reading {
	r := c.read(c.scope(account, "sts", "", nil), quote(account.name))
	config := account.in(account.config.Region)
	config.Region = cmp.Or(config.Region, "us-east-1")
	client := sts.NewFromConfig(config)
	out, why := ask(ctx, r, "sts:GetCallerIdentity", client.GetCallerIdentity, &sts.GetCallerIdentityInput{})
	if why != nil || aws.ToString(out.Account) == "" {
		r.failed(r.empty(why, "sts:GetCallerIdentity"), "whose credentials they are was")
		return r
	}
	account.id = *out.Account
	caller, err := arn.Parse(aws.ToString(out.Arn))
	account.partition = "aws"
	if err == nil {
		account.partition = caller.Partition
	}
	return r
}

// scope is the source of a service in an account and a region.
func (c *collector) scope(account *account, service, region string, holds []string) *scope {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := &scope{account: account, service: service, region: region, holds: holds}
	if known := c.scopes[s.id()]; known != nil {
		return known
	}
	c.scopes[s.id()] = s
	return s
}

// read begins to read one thing.
func (c *collector) read(s *scope, what string) *reading {
	return &reading{c: c, scope: s, what: what}
}

// find begins to read one thing that somebody asked for, by a name or an identifier.
func (c *collector) find(s *scope, what, kind, name string) *reading {
	return &reading{c: c, scope: s, what: what + " " + quote(name), target: target{kind, name}}
}

// each does something for each index, a few at a time.
func (c *collector) each(count int, do func(index int)) {
	var group errgroup.Group
	group.SetLimit(c.options.Jobs)
	for i := range count {
		group.Go(func() error {
			do(i)
			return nil
		})
	}
	_ = group.Wait() // none has an error
}

// keep takes readings in their order.
func (c *collector) keep(readings []*reading) {
	for _, r := range readings {
		if r != nil {
			c.readings = append(c.readings, r)
		}
	}
}

// task is one thing to read in one scope.
type task struct {
	account *account
	region  string
	target  string
}

// accountOf is the account of an ARN, and its region; known says whether text is an ARN.
func accountOf(text string) (account, region string, known bool) {
	parsed, err := arn.Parse(text)
	return parsed.AccountID, parsed.Region, err == nil
}

// place finds out where each target is to be looked for: an ARN in its account, and in its
// region if it has one, all others everywhere.
func (c *collector) place(service string, targets []string, regional bool) []task {
	var tasks []task
	for _, target := range unique(targets) {
		id, region, known := accountOf(target)
		before := len(tasks)
		for _, account := range c.accounts {
			switch {
			case known && id != "" && id != account.id:
			case !regional:
				tasks = append(tasks, task{account, "", target})
			case region != "":
				tasks = append(tasks, task{account, region, target})
			default:
				for _, region := range account.regions {
					tasks = append(tasks, task{account, region, target})
				}
			}
		}
		if len(tasks) == before && known && id != "" {
			c.outOfReach(service, id, region, target)
		}
	}
	return tasks
}

// outOfReach says that no credentials were given for the account of a target.
func (c *collector) outOfReach(service, id, region, target string) {
	name := "aws." + service + " " + id
	if region != "" {
		name += " " + region
	}
	problem := snapshot.Problem{
		Kind: snapshot.Gap, Message: quote(target) + " was not read: no credentials that work were given for its account",
	}
	for i, source := range c.sources {
		if source.ID == name {
			c.sources[i].Problems = append(c.sources[i].Problems, problem)
			return
		}
	}
	c.sources = append(c.sources, snapshot.Source{
		ID: name, Status: snapshot.Skipped, Reason: "no credentials that work were given for the account " + id,
		Problems: []snapshot.Problem{problem},
	})
}

func unique(names []string) []string {
	all := slices.Clone(names)
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(name string) bool { return strings.TrimSpace(name) == "" })
}
