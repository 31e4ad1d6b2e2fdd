using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace DirectiveFlow.Host.Api;

/// <summary>
/// The API of directives under <c>/api</c>. Handlers translate: what is allowed is decided by the domain, in the transaction
/// of the command. Document fields are named as in Decree 30/2020, annex VI.
/// </summary>
internal static class FlowApi
{
    public static void AddFlowApi(this IServiceCollection services)
    {
        services.AddValidation();
        services.ConfigureHttpJsonOptions(options => DecreeNames.Apply(options.SerializerOptions));
        services.AddOpenApi("v1", options => options.AddDocumentTransformer(DescribeAsync));
    }

    public static void MapFlowApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        api.MapTokens();
        api.MapDirectives();
        api.MapReading();
        api.MapAssignments();
        api.MapNotifications();
        api.MapOrganization();
        api.MapParkedMessages();
        api.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        api.MapScalarApiReference("/docs", options => options
            .WithTitle("DirectiveFlow").WithOpenApiRoutePattern("/api/openapi/{documentName}.json").DisableDefaultFonts()).AllowAnonymous();
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "DirectiveFlow",
            Version = "v1",
            Description =
                "Văn bản chỉ đạo: từ tiếp nhận đến kết thúc. Refusals are problem+json (RFC 9457) with a stable code, Vietnamese unless "
                + "Accept-Language prefers English. A command may carry an Idempotency-Key: the same key of the same person acts once and "
                + "gets the first answer again.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "POST /api/auth/token",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        return Task.CompletedTask;
    }
}
