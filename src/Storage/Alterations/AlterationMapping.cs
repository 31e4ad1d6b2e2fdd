using DirectiveFlow.Engine.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Alterations;

/// <summary>Plans and their instances. A job row changes once, in the commit of its instance's step.</summary>
internal static class AlterationMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<AlterationPlanRecord>(plan =>
        {
            plan.ToTable("AlterationPlans");
            plan.HasKey(p => p.Id);
            plan.HasIndex(p => p.CreatedAt);
        });
        builder.Entity<AlterationJobRecord>(job =>
        {
            job.ToTable("AlterationJobs");
            job.HasKey(j => new { j.PlanId, j.InstanceId });
        });
    }
}
