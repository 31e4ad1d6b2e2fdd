using System.Text.Json;
using System.Text.Json.Serialization;
using DirectiveFlow.Host.Operations;
using Microsoft.AspNetCore.Diagnostics;

namespace DirectiveFlow.Host.Problems;

/// <summary>Every refusal of the API is a problem; a page that fails says so in one plain sentence.</summary>
internal static class ProblemServices
{
    public static void AddFlowProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<FlowExceptionHandler>();
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.AllowDuplicateProperties = false;
            json.RespectNullableAnnotations = true;
            json.RespectRequiredConstructorParameters = true;
            json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        });
    }

    public static void UseFlowProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = SayOnPageAsync });
        app.UseWhen(
            context => IsForPrograms(context.Request.Path),
            api => api.UseStatusCodePages(status => Problem.WriteAsync(status.HttpContext, OfStatus(status.HttpContext))));
    }

    /// <summary>After routing: an address of the API that does not exist is not found, signed in or not.</summary>
    public static void UseNotFoundForPrograms(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not null || !IsForPrograms(context.Request.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>True for what programs call, as opposed to pages.</summary>
    public static bool IsForPrograms(PathString path) =>
        (path.IsUnder("/api") && !path.IsUnder("/api/docs")) || path.IsUnder("/elsa/api");

    private static Microsoft.AspNetCore.Mvc.ProblemDetails OfStatus(HttpContext context)
    {
        var kind = ProblemKind.OfStatus(context.Response.StatusCode) with { Status = context.Response.StatusCode };
        return context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => Problem.Describe(
                context, kind, "Gửi kèm mã truy cập còn hạn (Authorization: Bearer).", "Send an access token that is still valid (Authorization: Bearer)."),
            StatusCodes.Status403Forbidden => Problem.Describe(
                context, kind, "Vai trò của bạn không cho phép thao tác này.", "Your role does not allow this."),
            StatusCodes.Status404NotFound => Problem.Describe(
                context, kind, "Không có địa chỉ này.", "There is no such address."),
            _ => Problem.Describe(context, kind, kind.Vietnamese + ".", kind.English + "."),
        };
    }

    private static Task SayOnPageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Problem.PrefersEnglish(context.Request)
            ? "The page met an error, which was logged. Go back and try again."
            : "Trang gặp lỗi, lỗi đã được ghi lại. Xin quay lại và thử lần nữa.");
    }
}
