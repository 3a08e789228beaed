resource "aws_lambda_function" "service" {
  function_name = local.name
  role          = aws_iam_role.service.arn
  runtime       = "python3.13"
  handler       = "main.handler"
  memory_size   = 512
  timeout       = 30
  tags          = local.tags

  environment {
    variables = { for name, queue in aws_sqs_queue.work : upper(name) => queue.url }
  }
}

resource "aws_cloudwatch_log_group" "service" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = 30
  tags              = local.tags
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.name}-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 300
  evaluation_periods  = 1
  dimensions          = { FunctionName = aws_lambda_function.service.function_name }
}
