package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// accounts are the ways into AWS: the configuration that AWS's own tools would take, or
// each role that is assumed with it.
func (l *live) accounts(ctx context.Context, on system) (aws.Options, error) {
	config, err := awsconfig.LoadDefaultConfig(ctx,
		awsconfig.WithSharedConfigProfile(l.profile), awsconfig.WithLogger(logging.Nop{}))
	if err != nil {
		return aws.Options{}, usage("read the AWS configuration: %w", err)
	}
	if on.transport != nil {
		config = aws.Over(config, on.transport)
	}
	options := aws.Options{Regions: l.regions}
	if len(l.roles) == 0 {
		options.Accounts = []aws.Account{{Name: l.called(), Config: config}}
	}
	for _, role := range l.roles {
		parsed, err := arn.Parse(role)
		if err != nil || parsed.Service != "iam" || !strings.HasPrefix(parsed.Resource, "role/") {
			return options, usage("--assume-role %q is not the ARN of a role", role)
		}
		signing := config.Copy()
		signing.Region = cmp.Or(config.Region, firstOf(l.regions), globalRegion)
		assumed := config.Copy()
		assumed.Credentials = sdk.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(signing), role,
			func(o *stscreds.AssumeRoleOptions) { o.RoleSessionName = "pinelint" }))
		options.Accounts = append(options.Accounts, aws.Account{Name: role, Config: assumed})
	}
	return options, nil
}

// globalRegion is where AWS answers whoever names no region.
const globalRegion = "us-east-1"

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// anywhere says whether there is a region to read: one of the command line, of the
// configuration, or else those that the repository names.
func (l *live) anywhere(options *aws.Options, named []string) bool {
	configured := slices.ContainsFunc(options.Accounts, func(a aws.Account) bool { return a.Config.Region != "" })
	if len(options.Regions) == 0 && !configured {
		options.Regions = named
	}
	return len(options.Regions) > 0 || configured
}

// signIn leaves the accounts that there are credentials for, and reports the others. What is
// secret of the credentials is taken out of all that is written.
func signIn(ctx context.Context, accounts []aws.Account, out *evidence, sink collect.Sink) []aws.Account {
	ctx, cancel := context.WithTimeout(ctx, longestSignIn)
	defer cancel()
	return slices.DeleteFunc(accounts, func(account aws.Account) bool {
		found, err := account.Config.Credentials.Retrieve(ctx)
		if err == nil {
			out.hide(found.SecretAccessKey)
			out.hide(found.SessionToken)
			return false
		}
		failed := snapshot.Source{
			ID: "aws " + account.Name, Status: snapshot.Failed,
			Reason: "there are no credentials that work: sign in to AWS, or set AWS_PROFILE or AWS_ACCESS_KEY_ID",
		}
		if arn.IsARN(account.Name) {
			failed.Reason = "the role could not be assumed"
			if refused, ok := errors.AsType[smithy.APIError](err); ok && strings.HasPrefix(refused.ErrorCode(), "AccessDenied") {
				failed.Permission, failed.Counts = "sts:AssumeRole", map[string]int{"calls": 1, "refused": 1}
				failed.Refuse(failed.Permission, aws.Statement(failed.Permission, account.Name))
			}
		}
		sink.Report(failed)
		return true
	})
}

const longestSignIn = time.Minute

func (l *live) called() string {
	if l.profile != "" {
		return "profile " + l.profile
	}
	return "default credentials"
}
