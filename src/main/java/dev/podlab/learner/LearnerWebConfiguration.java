package dev.podlab.learner;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers the learner: as a parameter where they ask, and as a cookie with the first page. */
@Configuration(proxyBeanMethods = false)
class LearnerWebConfiguration {

    @Bean
    Learners learners() {
        return new Learners(new SecureRandom());
    }

    @Bean
    WebMvcConfigurer learnerMvc(Learners learners) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new LearnerArgument(learners));
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                // A page sets the cookie before its scripts send several requests at once, each of which would else
                // become a learner of its own.
                registry.addInterceptor(new FirstPage(learners)).addPathPatterns("/en/**", "/zh/**");
            }
        };
    }

    private record FirstPage(Learners learners) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            learners.identify(request, response);
            return true;
        }
    }

    private record LearnerArgument(Learners learners) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == LearnerId.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            var servletRequest = request.getNativeRequest(HttpServletRequest.class);
            var servletResponse = request.getNativeResponse(HttpServletResponse.class);
            if (servletRequest == null || servletResponse == null) {
                throw new IllegalStateException("learners are known over HTTP only");
            }
            return learners.identify(servletRequest, servletResponse);
        }
    }
}
