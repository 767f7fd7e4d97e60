package dev.podlab.web;

import dev.podlab.learner.Learners;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Language, security headers, limits and caching of every answer. There is no login and no session. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    LocaleResolver localeResolver() {
        return new PathLocaleResolver();
    }

    @Bean
    WebMvcConfigurer languageMvc() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new LanguageCookie()).addPathPatterns("/en/**", "/zh/**");
            }
        };
    }

    @Bean
    Problems problems(MessageSource messages, JsonMapper json) {
        return new Problems(messages, json);
    }

    @Bean
    FilterRegistrationBean<Filter> contentSecurityPolicy() {
        return first(new ContentSecurityPolicyFilter(), 0);
    }

    @Bean
    FilterRegistrationBean<Filter> caching() {
        return first(new CachingFilter(), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> hosts(
            @Value("${server.address:127.0.0.1}") String address, @Value("${podlab.hosts:}") List<String> hosts) {
        return first(new HostFilter(address, hosts), 2);
    }

    @Bean
    FilterRegistrationBean<Filter> rateLimits(Learners learners, Problems problems, Clock clock) {
        return first(new RateLimitFilter(learners, problems, clock), 3);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, Problems problems) {
        return http.csrf(CsrfConfigurer::spa)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/prometheus")
                        .access((who, call) -> new AuthorizationDecision(isFromHere(call.getRequest())))
                        .anyRequest()
                        .permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(refused -> refused.accessDeniedHandler(expiredPage(problems)))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** The only refusal is a missing or old CSRF token: the page was open for too long, or it is not ours. */
    private static AccessDeniedHandler expiredPage(Problems problems) {
        return (request, response, refusal) -> {
            if (request.getRequestURI().startsWith("/api/")) {
                problems.send(request, response, HttpStatus.FORBIDDEN, "http-403");
            } else {
                response.sendError(HttpStatus.FORBIDDEN.value());
            }
        };
    }

    /** A proxy on this machine passes on requests from elsewhere, and says so. */
    private static boolean isFromHere(HttpServletRequest request) {
        boolean passedOn = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        return !passedOn && ("127.0.0.1".equals(request.getRemoteAddr()) || "0:0:0:0:0:0:0:1".equals(request.getRemoteAddr()));
    }

    private static FilterRegistrationBean<Filter> first(Filter filter, int position) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + position);
        return registration;
    }
}
